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
  ///   differ
  static Caller of(HttpServletRequest request, Optional<UserName> defaultUser) {
    Identity identity = Identity.of(request);
    var naming = new Naming(Naming.Headers.of(request), identity.user(defaultUser), false);
    return identity.caller(naming.names(RequestGuard.correlationId(request)), Entry.AGENT);
  }

  /// Of a program that calls the REST API.
  ///
  /// @param named the user that a parameter names
  /// @throws MemoryException with `INVALID_INPUT` if a name is malformed or two differ
  static Caller ofProgram(
      HttpServletRequest request, Optional<UserName> defaultUser, Optional<String> named) {
    Identity identity = Identity.of(request);
    var headers = Naming.Headers.of(request);
    var naming =
        new Naming(
            headers, named.map(HttpCaller::user).or(() -> identity.user(defaultUser)), false);
    CallNames names = naming.names(RequestGuard.correlationId(request));
    if (named.isPresent() && !names.user().map(UserName::value).equals(named)) {
      throw MemoryException.ofField(
          "user_id",
          "The header X-User-Id and `user_id` differ: send one of them, or the same in both.");
    }
    return identity.caller(names, Entry.REST);
  }

  private static UserName user(String name) {
    try {
      return new UserName(name);
    } catch (IllegalArgumentException e) {
      throw MemoryException.ofField(
          "user_id", "`user_id` is not valid: %s.".formatted(e.getMessage()), e);
    }
  }
}
