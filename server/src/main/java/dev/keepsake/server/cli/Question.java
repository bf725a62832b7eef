package dev.keepsake.server.cli;

import dev.keepsake.server.console.Plain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// A question to a person, to be answered with yes or no.
final class Question {
  private static final Set<String> YES = Set.of("y", "yes");

  private Question() {}

  /// False where nobody is asked: without a terminal.
  static boolean ask(Workbench workbench, String question) {
    Shell shell = workbench.shell();
    if (!shell.interactive()) {
      return false;
    }
    shell.err().print(Plain.line(question) + " [y/N] ");
    shell.err().flush();
    try {
      var in = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
      String answer = in.readLine();
      return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
