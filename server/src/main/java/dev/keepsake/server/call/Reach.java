package dev.keepsake.server.call;

import java.util.Optional;
import java.util.Set;

/// By which names HTTP may be asked for, and by pages of which origins.
///
/// @param allowedHosts names that the header Host may have beside the server's own
/// @param publicUrl how clients reach it; its host is one of the names
/// @param corsOrigins whose pages may call, each as the header Origin has it, in lower case
public record Reach(
    Set<String> allowedHosts, Optional<PublicUrl> publicUrl, Set<String> corsOrigins) {
  /// The server's own names and pages alone.
  public static final Reach OWN = new Reach(Set.of(), Optional.empty(), Set.of());

  public Reach {
    allowedHosts = Set.copyOf(allowedHosts);
    corsOrigins = Set.copyOf(corsOrigins);
  }
}
