package dev.keepsake.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

final class LoggingTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    System.setErr(before);
    Logging.level(Level.WARN);
  }

  @Test
  void an_event_is_one_line_on_stderr_with_its_key_values() {
    System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
    Logging.level(Level.INFO);
    LoggerFactory.getLogger("test").atInfo().addKeyValue("tool", "a\nforged line").log("a call");
    assertThat(stderr.toString(StandardCharsets.UTF_8))
        .contains("INFO", "a call tool=\"a forged line\"")
        .hasLineCount(1);
  }

  @Test
  void what_is_below_the_level_is_not_shown() {
    System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
    Logging.level(Level.WARN);
    LoggerFactory.getLogger("test").info("quiet");
    LoggerFactory.getLogger("ai.djl.util").warn("quiet");
    assertThat(stderr.size()).isZero();
  }
}
