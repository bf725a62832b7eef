package dev.keepsake.server.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The notes, a line for each attempt with where it came from.
final class Attempts {
  private static final String FILE = "keepsake.offline.attempts";

  private Attempts() {}

  static void into(String file) {
    System.setProperty(FILE, file);
  }

  static void note(String what) {
    String from =
        Arrays.stream(Thread.currentThread().getStackTrace())
            .skip(2)
            .limit(12)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    try {
      Files.writeString(
          Path.of(System.getProperty(FILE)),
          what + " by " + from + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
