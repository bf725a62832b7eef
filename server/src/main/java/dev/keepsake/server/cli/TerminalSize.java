package dev.keepsake.server.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Asks `stty`, since Java can't tell how wide a terminal is.
final class TerminalSize {
  private TerminalSize() {}

  /// Empty where there is no terminal, or no `stty`.
  static OptionalInt columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean answered = stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0;
      String[] rowsAndColumns = size.strip().split(" ");
      return answered && size.strip().matches("\\d+ [1-9]\\d{0,5}")
          ? OptionalInt.of(Integer.parseInt(rowsAndColumns[1]))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
