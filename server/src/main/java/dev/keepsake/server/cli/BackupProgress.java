package dev.keepsake.server.cli;

import dev.keepsake.backup.Watch;
import dev.keepsake.server.console.Progress;
import org.jspecify.annotations.Nullable;

/// Shows a backup's stages as bars.
final class BackupProgress implements Watch, AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;

  private final Progress progress;
  private @Nullable Stage shown;

  private BackupProgress(Progress progress) {
    this.progress = progress;
  }

  static BackupProgress on(Workbench workbench) {
    return new BackupProgress(workbench.progress());
  }

  @Override
  public void reached(Stage stage, long bytes, long ofBytes) {
    if (stage != shown) {
      shown = stage;
      progress.begin(
          switch (stage) {
            case COPYING -> "Copying";
            case CHECKING -> "Checking";
          },
          "MiB",
          MEBIBYTE,
          ofBytes);
    }
    progress.reached(bytes);
  }

  @Override
  public void close() {
    progress.close();
  }
}
