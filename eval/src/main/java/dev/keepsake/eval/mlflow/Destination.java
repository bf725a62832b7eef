package dev.keepsake.eval.mlflow;

import java.net.URI;
import java.nio.file.Path;

/// Where runs are logged to.
sealed interface Destination {
  /// A tracking server.
  ///
  /// @param base without user, query and the slash at its end
  record Server(URI base, Access access) implements Destination {}

  /// A folder in MLflow's own layout.
  record Folder(Path root) implements Destination {}

  /// Named, and nothing that can be logged to.
  record Unusable(String reason) implements Destination {}
}
