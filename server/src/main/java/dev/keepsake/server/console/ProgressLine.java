package dev.keepsake.server.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/// Draws a bar over and over on one line, and wipes the line when it ends.
///
/// The library's own consumers ask JLine for a terminal, which may start processes and takes the
/// process's streams, and leave an empty line behind.
record ProgressLine(PrintStream out, int width) implements ProgressBarConsumer {

  @Override
  public int getMaxRenderedLength() {
    return width;
  }

  @Override
  public void accept(String bar) {
    out.print("\r" + DisplayWidth.cut(bar, width));
    out.flush();
  }

  @Override
  public void clear() {
    out.print("\r" + " ".repeat(width) + "\r");
    out.flush();
  }

  @Override
  public void close() {
    clear(); // the stream stays open: it is not ours
  }
}
