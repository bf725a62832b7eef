package dev.keepsake.server.cli;

import dev.keepsake.server.config.Settings;
import org.jspecify.annotations.Nullable;

/// Which policy a command takes: the file that is named, else that of the client, else the
/// installation's.
final class ChosenPolicy {
  private ChosenPolicy() {}

  /// @param file null if none is named
  /// @throws UsageException if both a file and a client are named
  static NamedPolicy of(
      Workbench workbench, Settings settings, @Nullable String file, OfClient client) {
    var name = client.name();
    if (file != null) {
      if (name.isPresent()) {
        throw new UsageException("Name a file or --client, not both.");
      }
      return NamedPolicy.of(file);
    }
    if (name.isEmpty()) {
      return NamedPolicy.inForce(settings.keepsake());
    }
    try (var keepsake = workbench.open(settings)) {
      return NamedPolicy.of(keepsake, settings.keepsake(), name.get());
    }
  }
}
