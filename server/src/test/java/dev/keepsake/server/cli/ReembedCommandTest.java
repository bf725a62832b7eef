package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keepsake.server.ReadyHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the model in the process to one behind an endpoint on this machine, and back.
final class ReembedCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIMENSION = 16;

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private HttpServer server;
  private volatile String refused = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/embeddings", this::embed);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void embed(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode input = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("input");
      boolean refuses =
          !refused.isEmpty() && input.valueStream().anyMatch(t -> t.asText().contains(refused));
      byte[] body =
          (refuses ? "{\"error\": {\"message\": \"too odd\"}}" : vectors(input).toString())
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(refuses ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static ObjectNode vectors(JsonNode input) {
    ObjectNode answer = JSON.createObjectNode();
    var data = answer.putArray("data");
    input.forEach(text -> {
      var random = new Random(text.asText().hashCode());
      var item = data.addObject().put("index", data.size());
      var vector = item.putArray("embedding");
      for (int i = 0; i < DIMENSION; i++) {
        vector.add(random.nextGaussian());
      }
    });
    return answer;
  }

  private CommandRun.Setup before() {
    return new CommandRun.Setup(home);
  }

  private CommandRun.Setup after() {
    return before()
        .with("KEEPSAKE_EMBEDDING_PROVIDER", "openai")
        .with("KEEPSAKE_EMBEDDING_MODEL_NAME", "toy")
        .with("KEEPSAKE_EMBEDDING_DIMENSION", Integer.toString(DIMENSION))
        .with("OPENAI_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private void save(String content) {
    before().json("save", content, "--type", "fact", "--confidence", "0.9");
  }

  @Test
  void a_model_is_changed_and_changed_back() {
    save("The user likes tea");
    save("The user has two cats");

    JsonNode changed = after().json("reembed");
    assertThat(changed.path("changed").asBoolean()).isTrue();
    assertThat(changed.path("searched_model").asText()).isEqualTo("toy");
    assertThat(changed.path("previous_model").asText()).isEqualTo("all-minilm-l6-v2-q");
    assertThat(changed.path("memories").asInt()).isEqualTo(2);
    assertThat(changed.path("embedded").asInt()).isEqualTo(2);
    JsonNode found = after().json("query", "The user likes tea");
    assertThat(found.at("/memories/0/content").asText()).isEqualTo("The user likes tea");
    assertThat(found.at("/memories/0/score").asDouble()).isEqualTo(1);
    assertThat(found.path("notices")).isEmpty();

    CommandRun again = after().run("reembed", "--drop-old");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .contains("unchanged", "searched with toy (16 dimensions)", "2 old vectors were removed");

    CommandRun back = before().with("OPENAI_API_KEY", "sk-1").run("reembed");
    assertThat(back.exitCode()).isZero();
    assertThat(back.out()).contains("changed", "all-minilm-l6-v2-q", "before with toy");
  }

  @Test
  void where_a_text_is_refused_it_says_which_and_what_to_do() {
    save("The user likes tea");
    save("The user speaks Volapük");
    refused = "Volapük";

    CommandRun kept = after().run("reembed");
    assertThat(kept.exitCode()).isEqualTo(1);
    assertThat(kept.out()).contains("unchanged", "1 of 2 vectors were made now");
    assertThat(kept.err())
        .contains("1 of 2 memories", "tried 3 times", "HTTP 400", "--without-failed")
        .doesNotContain("Volapük");

    CommandRun forced = after().run("reembed", "--without-failed");
    assertThat(forced.exitCode()).isZero();
    assertThat(forced.out()).contains("searched with toy");
    JsonNode found = after().json("query", "Who speaks Volapük?");
    assertThat(found.path("memories").toString()).contains("The user speaks Volapük");
  }

  @Test
  void a_setting_that_is_missing_is_named_before_anything_is_done() {
    CommandRun run = before().with("KEEPSAKE_EMBEDDING_PROVIDER", "openai").run("reembed");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("OPENAI_API_KEY");
  }
}
