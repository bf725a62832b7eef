package dev.keepsake.server.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

final class LoggingTest {
  private static final Logger LOG = LoggerFactory.getLogger("dev.keepsake.tool.Test");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void restore() throws IOException {
    Logging.configure(LogSettings.early(Level.WARN).besideAnAnswer(), false);
  }

  private void log(Level level, Layout<ILoggingEvent> layout) {
    Logging.use(level, layout, to(out));
  }

  private static OutputStreamAppender<ILoggingEvent> to(OutputStream stream) {
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setOutputStream(stream);
    return appender;
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void as_text_an_event_is_one_line_with_its_facts_whatever_is_in_them() {
    log(Level.INFO, new TextLayout());

    LOG.atInfo()
        .addKeyValue("tool", "a\nforged line")
        .addKeyValue("latency_ms", 7)
        .log("a {}", "call");

    assertThat(written())
        .contains("INFO  Test a call tool=\"a\\nforged line\" latency_ms=7")
        .hasLineCount(1);
  }

  @Test
  void as_json_an_event_is_one_object_with_typed_facts() throws IOException {
    log(Level.INFO, new JsonLayout());

    LOG.atInfo()
        .addKeyValue("tool", "a\nforged \"line\"")
        .addKeyValue("latency_ms", 7L)
        .addKeyValue("replayed", true)
        .addKeyValue("user_id", () -> "3f")
        .log("a {}", "call");

    assertThat(written()).hasLineCount(1).endsWith("}\n");
    JsonNode json = new ObjectMapper().readTree(written());
    assertThat(json.properties())
        .extracting(field -> field.getKey())
        .containsExactly(
            "timestamp", "level", "module", "message", "tool", "latency_ms", "replayed", "user_id");
    assertThat(Instant.parse(json.path("timestamp").asText()))
        .isBefore(Instant.now().plusMillis(1));
    assertThat(json.path("level").asText()).isEqualTo("info");
    assertThat(json.path("module").asText()).isEqualTo("tool.Test");
    assertThat(json.path("message").asText()).isEqualTo("a call");
    assertThat(json.path("tool").asText()).isEqualTo("a\nforged \"line\"");
    assertThat(json.path("latency_ms").isIntegralNumber()).isTrue();
    assertThat(json.path("replayed").isBoolean()).isTrue();
  }

  @Test
  void a_failure_is_a_field_of_the_one_line() throws IOException {
    log(Level.INFO, new JsonLayout());

    LOG.error("it broke", new IllegalStateException("outer", new IOException("inner")));

    assertThat(written()).hasLineCount(1);
    assertThat(new ObjectMapper().readTree(written()).path("stack_trace").asText())
        .contains("outer", "Caused by: java.io.IOException: inner", "\tat ");
  }

  @Test
  void nothing_in_a_failure_passes_for_a_line_of_the_text() {
    log(Level.INFO, new TextLayout());

    LOG.error("it broke", new IllegalStateException("a\n2030-01-01 forged\u001b[2J"));

    assertThat(written().lines().skip(1)).hasSizeGreaterThan(2).allMatch(l -> l.startsWith("    "));
    assertThat(written()).contains("    2030-01-01 forged\\u001b[2J\n", "    at dev.keepsake.");
  }

  @Test
  void what_is_below_the_level_is_not_shown_and_noisy_libraries_have_one_of_their_own() {
    log(Level.TRACE, new TextLayout());
    LOG.trace("shown");
    LoggerFactory.getLogger("ai.djl.util").warn("quiet");
    LoggerFactory.getLogger("redis.clients.jedis.ConnectionFactory").warn("quiet");
    LoggerFactory.getLogger("io.javalin.Javalin").error("quiet");
    LoggerFactory.getLogger("org.flywaydb.core.Flyway").info("quiet");
    LoggerFactory.getLogger("org.flywaydb.core.Flyway").warn("shown");
    log(Level.WARN, new TextLayout());
    LOG.info("quiet");

    assertThat(written()).contains("shown").doesNotContain("quiet").hasLineCount(2);
  }

  @Test
  void a_log_that_cannot_be_written_stops_nobody() {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the disk is full");
          }
        };
    Logging.use(Level.WARN, new TextLayout(), to(broken));

    LOG.warn("of a test: a line of which stderr says that it can't be written");

    assertThat(LOG.isWarnEnabled()).isTrue();
  }

  @Test
  void json_is_for_machines_and_text_for_people_unless_one_is_asked_for() {
    LogSettings auto = LogSettings.early(Level.INFO);
    var file =
        new LogSettings(Level.INFO, LogFormat.AUTO, Optional.of(java.nio.file.Path.of("x")), false);

    assertThat(auto.layout(false)).isInstanceOf(JsonLayout.class);
    assertThat(auto.layout(true)).isInstanceOf(TextLayout.class);
    assertThat(file.layout(true)).isInstanceOf(JsonLayout.class);
    assertThat(file.besideAnAnswer().layout(false)).isInstanceOf(TextLayout.class);
    assertThat(file.besideAnAnswer().file()).isEmpty();
  }
}
