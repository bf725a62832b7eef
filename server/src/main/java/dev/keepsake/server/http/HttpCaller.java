package dev.keepsake.server.http;

import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.call.CallNames;
import dev.keepsake.server.call.Naming;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Who makes a call of plain HTTP: whom the guard has found, with the names that the headers carry.
final class HttpCaller {
  private HttpCaller() {}

  /// @param defaultUser for calls that name none, where no key is needed
  /// @throws dev.keepsake.error.MemoryException with `INVALID_INPUT` if a name is malformed or two
  ///   differ, with `FORBIDDEN` if the caller may not name the user
  static Caller of(HttpServletRequest request, Optional<UserName> defaultUser) {
    Identity identity = Identity.of(request);
    Naming naming = identity.naming(Naming.Headers.of(request), defaultUser);
    return identity.caller(naming.names(RequestGuard.correlationId(request)), Entry.AGENT);
  }

  /// Of who calls the REST API: a program, or the user in person.
  ///
  /// @param named the user that a parameter names
  /// @throws MemoryException with `INVALID_INPUT` if a name is malformed or two differ, with
  ///   `FORBIDDEN` if the caller may not name the user
  static Caller ofProgram(
      HttpServletRequest request, Optional<UserName> defaultUser, Optional<String> named) {
    Identity identity = Identity.of(request);
    Naming naming = identity.naming(Naming.Headers.of(request), defaultUser);
    CallNames names =
        named.map(naming::withParameter).orElse(naming).names(RequestGuard.correlationId(request));
    return identity.caller(names, identity.isUserOf(names) ? Entry.REST_PERSON : Entry.REST);
  }
}
