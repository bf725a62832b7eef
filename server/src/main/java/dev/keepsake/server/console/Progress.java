package dev.keepsake.server.console;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A bar that says how far a long piece of work is, while it lasts; where nobody looks, nothing at
/// all. The work may have several stages, one bar after the other. For one thread at a time.
public final class Progress implements AutoCloseable {
  private static final int REFRESH_MILLIS = 200;

  /// Widest bar: longer ones say no more.
  private static final int WIDEST = 120;

  private final ProgressLine line;
  private final boolean shown;
  private @Nullable ProgressBar bar;

  private Progress(Terminal terminal, boolean shown) {
    // one less than the terminal has: at the last column some terminals begin a new line
    this.line = new ProgressLine(terminal.out(), Math.min(terminal.columns(), WIDEST) - 1);
    this.shown = shown;
  }

  /// @param terminal standard error: standard output belongs to the answer
  /// @param shown whether a person looks at it
  public static Progress on(Terminal terminal, boolean shown) {
    return new Progress(terminal, shown);
  }

  /// Begins a stage, in place of the one before.
  ///
  /// @param unit what is counted, such as `memories`
  /// @param unitSize how many of what is counted make up one of `unit`: 1 << 20 for bytes shown in
  ///   MiB
  public void begin(String stage, String unit, long unitSize, long total) {
    close();
    if (shown) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(stage)
              .setUnit(" " + unit, unitSize)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setConsumer(line)
              .build();
    }
  }

  /// So much of the stage is done, in all.
  public void reached(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /// Takes the bar away; what is printed next begins on a clean line.
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      line.clear(); // a bar that is closed before it was drawn draws itself then, and stays
    }
  }
}
