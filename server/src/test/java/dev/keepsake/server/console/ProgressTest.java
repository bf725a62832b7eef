package dev.keepsake.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final int COLUMNS = 72;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), COLUMNS, Ink.PLAIN);

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void says_the_stage_and_how_far_it_is() {
    try (var progress = Progress.on(terminal, true)) {
      progress.begin("Exporting", "memories", 1, 400);
      progress.reached(100);
      progress.begin("Checking", "MiB", 1 << 20, 8 << 20);
    }
    assertThat(shown()).contains("Exporting", "400 memories", "Checking", "8 MiB");
  }

  @Test
  void is_never_as_wide_as_the_terminal_and_leaves_a_clean_line() {
    try (var progress = Progress.on(terminal, true)) {
      progress.begin("A stage with a name that is rather long", "memories", 1, 100_000);
      progress.reached(99_999);
    }
    assertThat(Arrays.stream(shown().split("[\r\n]"))).allMatch(line -> line.length() < COLUMNS);
    assertThat(shown()).endsWith("\r").doesNotContain("\n", "\u001b");
  }

  @Test
  void nobody_looks_and_nothing_is_shown() {
    try (var progress = Progress.on(terminal, false)) {
      progress.begin("Exporting", "memories", 1, 400);
      progress.reached(400);
    }
    assertThat(shown()).isEmpty();
  }
}
