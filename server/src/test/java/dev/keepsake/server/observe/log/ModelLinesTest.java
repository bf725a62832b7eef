package dev.keepsake.server.observe.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.OpenAiModel;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.llm.openai.Retries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/// What the log says of calls of the language model, before a real endpoint that repeats what it
/// was sent.
@Timeout(60)
final class ModelLinesTest {
  private static final String KEY = "sk-test-0123456789";
  private static final String SAID = "My daughter is allergic to nuts.";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void restore() throws IOException {
    Logging.configure(LogSettings.early(Level.WARN).besideAnAnswer(), false);
  }

  private List<JsonNode> lines() throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void every_attempt_is_a_line_without_the_key_and_without_a_word_that_was_said()
      throws IOException {
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setOutputStream(out);
    Logging.use(Level.DEBUG, new JsonLayout(), appender);
    var calls = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            int[] statuses = {503, 200, 400};
            int status = statuses[Math.min(calls.getAndIncrement(), 2)];
            String body =
                status == 200
                    ? """
                    {"choices": [{"message": {"role": "assistant", "content": "No nuts then."}, "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}}\
                    """
                    : KEY + " may not say " + SAID;
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try {
      var model =
          new OpenAiModel(
              new OpenAiSettings(
                  URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
                  Optional.of(new ApiKey(KEY)),
                  "gpt-x",
                  Optional.empty(),
                  Duration.ofSeconds(20),
                  new Retries(2, Duration.ofMillis(1), Duration.ofMillis(5))));
      var request = new ChatRequest(List.of(new ChatMessage.User(SAID)), List.of());
      model.ask(request);
      assertThatThrownBy(() -> model.ask(request)).isInstanceOf(MemoryException.class);
    } finally {
      server.stop(0);
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain(KEY, "nuts");
    assertThat(lines().stream().filter(line -> line.has("attempt_number")))
        .satisfiesExactly(
            failed -> {
              assertThat(failed.path("level").asText()).isEqualTo("warn");
              assertThat(failed.path("module").asText()).isEqualTo("llm.ModelAccount");
              assertThat(failed.path("model").asText()).isEqualTo("gpt-x");
              assertThat(failed.path("attempt_number").asInt()).isEqualTo(1);
              assertThat(failed.path("error_code").asText()).isEqualTo("model-unavailable");
            },
            answered -> {
              assertThat(answered.path("level").asText()).isEqualTo("info");
              assertThat(answered.path("attempt_number").asInt()).isEqualTo(2);
              assertThat(answered.path("tokens_in").asInt()).isEqualTo(12);
              assertThat(answered.path("tokens_out").asInt()).isEqualTo(3);
              assertThat(answered.path("latency_ms").isIntegralNumber()).isTrue();
            },
            refused -> {
              assertThat(refused.path("attempt_number").asInt()).isEqualTo(1);
              assertThat(refused.path("error_code").asText()).isEqualTo("model-failed");
            });
  }
}
