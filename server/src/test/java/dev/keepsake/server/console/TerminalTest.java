package dev.keepsake.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  @Test
  void a_person_gets_colours_and_lines_of_the_terminals_width() {
    Terminal terminal = terminal(Map.of(), true);

    assertThat(terminal.ink()).isEqualTo(Ink.COLOURED);
    assertThat(terminal.columns()).isEqualTo(120);
  }

  @Test
  void a_pipe_gets_neither_colours_nor_cuts() {
    Terminal terminal = terminal(Map.of(), false);

    assertThat(terminal.ink()).isEqualTo(Ink.PLAIN);
    assertThat(terminal.columns()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void no_color_is_respected_unless_it_is_empty() {
    assertThat(terminal(Map.of("NO_COLOR", "1"), true).ink()).isEqualTo(Ink.PLAIN);
    assertThat(terminal(Map.of("NO_COLOR", ""), true).ink()).isEqualTo(Ink.COLOURED);
  }

  @Test
  void a_dumb_terminal_gets_no_colours() {
    assertThat(terminal(Map.of("TERM", "dumb"), true).ink()).isEqualTo(Ink.PLAIN);
  }

  @Test
  void columns_says_how_wide_it_is() {
    assertThat(terminal(Map.of("COLUMNS", "100"), true).columns()).isEqualTo(100);
    assertThat(terminal(Map.of("COLUMNS", "100"), false).columns()).isEqualTo(100);
    assertThat(terminal(Map.of("COLUMNS", "wide"), true).columns()).isEqualTo(120);
  }

  @Test
  void a_terminal_that_does_not_answer_is_taken_for_a_usual_one() {
    Terminal terminal = Terminal.of(System.out, Map.of(), true, OptionalInt::empty);

    assertThat(terminal.columns()).isEqualTo(80);
  }

  private static Terminal terminal(Map<String, String> environment, boolean interactive) {
    return Terminal.of(System.out, environment, interactive, () -> OptionalInt.of(120));
  }
}
