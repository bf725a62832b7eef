package dev.keepsake.server.cli;

import dev.keepsake.backup.Watch;
import dev.keepsake.server.console.Progress;
import dev.keepsake.server.console.Terminal;
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
    Shell shell = workbench.shell();
    Terminal errors =
        Terminal.of(shell.err(), shell.environment(), shell.interactive(), TerminalSize::columns);
    return new BackupProgress(Progress.on(errors, shell.interactive()));
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
