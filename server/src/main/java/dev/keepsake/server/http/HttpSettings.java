package dev.keepsake.server.http;

import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.call.Reach;
import java.util.Optional;

/// Where and for whom HTTP listens.
///
/// @param host a name or an address of this machine
/// @param port 0 draws a free one
/// @param defaultUser for calls that name none, where no key is needed
/// @param maxBodyBytes larger requests are refused, but where a path takes larger ones
/// @param keyRequired whether every call needs a key, even before the first is made; else from the
///   first on
/// @param jwt which tokens are taken beside keys; where any are, every call needs one or the other
public record HttpSettings(
    String host,
    int port,
    Optional<UserName> defaultUser,
    int maxBodyBytes,
    Reach reach,
    boolean keyRequired,
    Optional<JwtSettings> jwt) {
  public static final int MAX_BODY_BYTES = 1 << 20;

  /// @throws IllegalArgumentException if a port or a size is out of range, or tokens are taken and
  ///   it is not known how clients reach the server
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (maxBodyBytes < 1_024) {
      throw new IllegalArgumentException("a body must be allowed 1024 bytes or more");
    }
    if (jwt.isPresent() && reach.publicUrl().isEmpty()) {
      throw new IllegalArgumentException("tokens are for a server whose URL is known");
    }
  }

  /// The tokens that are taken: made for this server, where it is not said for whom.
  Optional<JwtSettings> tokens() {
    return jwt.map(
        given -> given.madeFor(ProtectedResource.resources(reach.publicUrl().orElseThrow())));
  }

  public HttpSettings(String host, int port, Optional<UserName> defaultUser) {
    this(host, port, defaultUser, MAX_BODY_BYTES, Reach.OWN, false, Optional.empty());
  }
}
