package dev.keepsake.server.http;

import dev.keepsake.memory.UserName;
import java.util.Optional;
import java.util.Set;

/// Where and for whom HTTP listens.
///
/// @param host a name or an address of this machine
/// @param port 0 draws a free one
/// @param defaultUser for calls that name none, where no key is needed
/// @param maxBodyBytes larger requests are refused
/// @param allowedHosts names that the header Host may have beside the server's own
/// @param keyRequired whether every call needs a key, even before the first is made; else from the
///   first on
public record HttpSettings(
    String host,
    int port,
    Optional<UserName> defaultUser,
    int maxBodyBytes,
    Set<String> allowedHosts,
    boolean keyRequired) {
  public static final int MAX_BODY_BYTES = 1 << 20;

  /// @throws IllegalArgumentException if a port or a size is out of range
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (maxBodyBytes < 1_024) {
      throw new IllegalArgumentException("a body must be allowed 1024 bytes or more");
    }
    allowedHosts = Set.copyOf(allowedHosts);
  }

  public HttpSettings(String host, int port, Optional<UserName> defaultUser) {
    this(host, port, defaultUser, MAX_BODY_BYTES, Set.of(), false);
  }
}
