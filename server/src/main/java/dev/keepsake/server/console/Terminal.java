package dev.keepsake.server.console;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// A stream that a person may read.
///
/// @param columns how wide it is; `Integer.MAX_VALUE` where nobody looks and nothing is to be cut
public record Terminal(PrintStream out, int columns, Ink ink) {
  private static final int USUAL = 80;
  private static final int NARROWEST = 40;

  /// @param interactive whether `out` is shown to a person
  /// @param measured asks the terminal itself
  public static Terminal of(
      PrintStream out,
      Map<String, String> environment,
      boolean interactive,
      Supplier<OptionalInt> measured) {
    boolean coloured =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        out, columns(environment, interactive, measured), coloured ? Ink.COLOURED : Ink.PLAIN);
  }

  private static int columns(
      Map<String, String> environment, boolean interactive, Supplier<OptionalInt> measured) {
    Optional<Integer> said =
        Optional.ofNullable(environment.get("COLUMNS"))
            .filter(text -> text.matches("\\d{1,4}"))
            .map(Integer::valueOf);
    if (said.isEmpty() && !interactive) {
      return Integer.MAX_VALUE;
    }
    return Math.max(NARROWEST, said.orElseGet(() -> measured.get().orElse(USUAL)));
  }

  public void line(String text) {
    out.println(text);
  }

  /// What does not fit on one line is cut; to be given plain text without colours.
  public String cut(String text) {
    return DisplayWidth.cut(text, columns);
  }
}
