package dev.keepsake.server.http;

import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.Identity;
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
  ///   differ
  static Caller of(HttpServletRequest request, Optional<UserName> defaultUser) {
    Identity identity = Identity.of(request);
    var naming = new Naming(Naming.Headers.of(request), identity.user(defaultUser), false);
    return identity.caller(naming.names(RequestGuard.correlationId(request)), Entry.AGENT);
  }
}
