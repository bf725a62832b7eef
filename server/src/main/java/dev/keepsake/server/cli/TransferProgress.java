package dev.keepsake.server.cli;

import dev.keepsake.server.console.Progress;
import dev.keepsake.transfer.TransferWatch;

/// Shows how far an export or import is.
record TransferProgress(Progress progress) implements TransferWatch {
  private static final int MIB = 1 << 20;

  @Override
  public void begins(Stage stage, long total) {
    switch (stage) {
      case EXPORT -> progress.begin("Exporting", "memories", 1, total);
      case CHECK -> progress.begin("Checking", "MiB", MIB, total);
      case IMPORT -> progress.begin("Importing", "MiB", MIB, total);
    }
  }

  @Override
  public void reached(long done) {
    progress.reached(done);
  }
}
