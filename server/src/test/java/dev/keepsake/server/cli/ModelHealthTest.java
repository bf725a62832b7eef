package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.keepsake.server.ReadyHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `keepsake health` says of the language model, before a real endpoint. It has no database,
/// which is another part.
@Timeout(120)
final class ModelHealthTest {
  private static final String KEY = "sk-test-0123456789";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private CommandRun.Setup keepsake;
  private HttpServer server;
  private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
  private int status = 200;
  private String body = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                .isEqualTo("Bearer " + KEY);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    keepsake =
        new CommandRun.Setup(home)
            .with("OPENAI_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1")
            .with("OPENAI_API_KEY", KEY)
            .with("KEEPSAKE_CHAT_MODEL_NAME", "gpt-x");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private JsonNode model() {
    CommandRun run = keepsake.run("health", "--json");
    assertThat(run.out() + run.err()).doesNotContain(KEY);
    return run.json()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("name").asText().equals("model"))
        .findFirst()
        .orElseThrow();
  }

  private void assertTold(int answered, String with, String state, String summary) {
    status = answered;
    body = with;
    JsonNode model = model();
    assertThat(model.path("status").asText()).as(summary).isEqualTo(state);
    assertThat(model.path("summary").asText()).contains(summary);
  }

  @Test
  void an_endpoint_is_asked_for_its_models_and_no_model_is() {
    String listed = "{\"data\": [{\"id\": \"gpt-w\"}, {\"id\": \"gpt-x\"}]}";
    assertTold(200, listed, "ok", "gpt-x, among the models of http://127.0.0.1:");
    assertTold(
        200, "{\"data\": [{\"id\": \"gpt-w\"}]}", "warning", "gpt-x is not among its models");
    assertTold(200, "<html>", "ok", "does not tell its models");
    assertTold(404, "", "ok", "does not tell its models");
    assertTold(401, "Wrong key " + KEY, "failed", "does not let this key in (HTTP 401)");
    assertThat(asked).hasSize(5).containsOnly("GET /v1/models");
    server.stop(0);
    JsonNode away = model();
    assertThat(away.path("status").asText()).isEqualTo("warning");
    assertThat(away.path("summary").asText()).contains("does not answer");
  }

  @Test
  void a_script_is_counted_and_a_wrong_one_is_told() throws IOException {
    Path script = home.resolve("demo.jsonl");
    keepsake.with("KEEPSAKE_CHAT_PROVIDER", "scripted");
    keepsake.with("KEEPSAKE_CHAT_SCRIPT_FILE", script.toString());
    assertThat(model().path("status").asText()).isEqualTo("failed");
    Files.writeString(
        script,
        "{\"format\": \"keepsake-model-script\", \"version\": 1, \"model\": \"toy\"}\n"
            + "{\"text\": \"Hi\"}\n");

    JsonNode model = model();

    assertThat(model.path("status").asText()).isEqualTo("ok");
    assertThat(model.at("/facts/answers").asInt()).isEqualTo(1);
    assertThat(asked).isEmpty();
  }
}
