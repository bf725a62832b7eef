package dev.keepsake.backup;

/// Is told how far a backup or a restoration is.
@FunctionalInterface
public interface Watch {
  Watch NOBODY = (_, _, _) -> {};

  /// Called often, from the thread that does the work.
  void reached(Stage stage, long bytes, long ofBytes);

  enum Stage {
    COPYING,
    CHECKING
  }
}
