package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.tool.WireJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Function calling as the process offers it, before the memory itself.
@Timeout(60)
final class FunctionCallingTest {
  private static final String CELLO =
      """
      {"content": "The user plays the cello.", "memory_type": "fact", "confidence": 0.9}\
      """;

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private final HttpClient http = HttpClient.newHttpClient();
  private Keepsake keepsake;
  private HttpDoor door;

  @BeforeEach
  void open() {
    keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system());
    door =
        HttpDoor.start(
            keepsake,
            new HttpSettings("localhost", 0, Optional.of(new UserName("ada"))),
            new PrometheusMetrics());
  }

  @AfterEach
  void close() {
    door.close();
    keepsake.close();
    http.close();
  }

  @Test
  void what_one_user_saves_that_user_finds_and_no_other() throws Exception {
    var saved = post("save_memory", CELLO);
    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(json(saved).path("action").asText()).isEqualTo("created");
    assertThat(json(saved).path("rule").asText()).isEqualTo("confidence_accept");
    String query = "{\"query\": \"Which instrument?\"}";
    assertThat(json(post("query_memory", query)).at("/memories/0/content").asText())
        .isEqualTo("The user plays the cello.");
    assertThat(json(post("query_memory", query, "X-User-Id", "bob")).path("memories")).isEmpty();
  }

  @Test
  void a_statement_made_by_function_calling_is_the_models_not_the_users() throws Exception {
    post("save_memory", CELLO);
    JsonNode memory = json(post("query_memory", "{}")).at("/memories/0");
    assertThat(memory.path("provenance").asText()).isEqualTo("model");
    assertThat(memory.path("trust").asText()).isEqualTo("medium");
  }

  @Test
  void a_refusal_by_policy_is_a_result() throws Exception {
    var discarded = post("save_memory", CELLO.replace("0.9", "0.2"));
    assertThat(discarded.statusCode()).isEqualTo(200);
    assertThat(json(discarded).path("action").asText()).isEqualTo("discarded");
    for (int i = 0; i < 10; i++) {
      post("save_memory", CELLO.replace("cello", "cello no. " + i), "X-Conversation-Id", "c-1");
    }
    var limited = post("save_memory", CELLO, "X-Conversation-Id", "c-1");
    assertThat(limited.statusCode()).isEqualTo(200);
    assertThat(json(limited).path("action").asText()).isEqualTo("rate_limited");
  }

  @Test
  void the_header_idempotency_key_is_the_argument() throws Exception {
    var first = post("save_memory", CELLO, "Idempotency-Key", "k-1");
    var again = post("save_memory", CELLO, "Idempotency-Key", "k-1");
    assertThat(json(again).path("replayed").asBoolean()).isTrue();
    assertThat(json(again).path("memory_id")).isEqualTo(json(first).path("memory_id"));
    String inBody = CELLO.replace("}", ", \"idempotency_key\": \"k-1\"}");
    assertThat(json(post("save_memory", inBody)).path("replayed").asBoolean()).isTrue();
    assertThat(json(post("save_memory", inBody, "Idempotency-Key", "k-1")).has("replayed"))
        .isTrue();
    var other = post("save_memory", CELLO.replace("cello", "oboe"), "Idempotency-Key", "k-1");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).path("code").asText()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void keys_that_differ_are_refused_and_nothing_is_written() throws Exception {
    String inBody = CELLO.replace("}", ", \"idempotency_key\": \"k-1\"}");
    var refused = post("save_memory", inBody, "Idempotency-Key", "k-2");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("detail").asText())
        .contains("Idempotency-Key", "`idempotency_key`", "differ");
    assertThat(json(post("query_memory", "{}")).path("total_count").asInt(-1)).isZero();
  }

  @Test
  void two_headers_with_keys_that_differ_are_refused_and_nothing_is_written() throws Exception {
    var refused = post("save_memory", CELLO, "Idempotency-Key", "k-1", "Idempotency-Key", "k-2");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("detail").asText()).contains("Idempotency-Key", "twice");
    assertThat(json(post("query_memory", "{}")).path("total_count").asInt(-1)).isZero();
    var same = post("save_memory", CELLO, "Idempotency-Key", "k-1", "Idempotency-Key", "k-1");
    assertThat(json(same).path("action").asText()).isEqualTo("created");
  }

  @Test
  void a_key_that_is_too_long_is_the_arguments_problem() throws Exception {
    var refused = post("save_memory", CELLO, "Idempotency-Key", "k".repeat(256));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).at("/errors/0/field").asText()).isEqualTo("idempotency_key");
  }

  @Test
  void a_key_for_a_tool_that_takes_none_is_no_argument() throws Exception {
    assertThat(post("query_memory", "{}", "Idempotency-Key", "k-1").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_not_there_is_a_404_and_a_superseded_memory_a_409() throws Exception {
    String nowhere =
        CELLO.replace("}", ", \"supersedes\": \"0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\"}");
    assertThat(post("save_memory", nowhere).statusCode()).isEqualTo(404);
    String id = json(post("save_memory", CELLO)).path("memory_id").asText();
    String newer =
        CELLO.replace("cello", "viola").replace("}", ", \"supersedes\": \"" + id + "\"}");
    assertThat(json(post("save_memory", newer)).path("supersedes").asText()).isEqualTo(id);
    String again = newer.replace("viola", "harp");
    assertThat(post("save_memory", again).statusCode()).isEqualTo(409);
  }

  @Test
  void without_a_default_a_call_must_name_its_user() throws Exception {
    try (var open =
        HttpDoor.start(
            keepsake,
            new HttpSettings("localhost", 0, Optional.empty()),
            new PrometheusMetrics())) {
      var refused = post(open, "save_memory", CELLO);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).path("code").asText()).isEqualTo("user-required");
      assertThat(json(refused).path("detail").asText()).contains("X-User-Id");
    }
  }

  @Test
  void a_store_that_does_not_answer_is_a_503_that_says_when_to_come_again() throws Exception {
    keepsake.close();
    var failed = post("save_memory", CELLO);
    assertThat(failed.statusCode()).as(failed.body()).isEqualTo(503);
    assertThat(failed.headers().firstValue("Retry-After")).contains("1");
    assertThat(json(failed).path("code").asText()).isEqualTo("overloaded");
    assertThat(failed.body()).doesNotContain("Exception", "select");
  }

  @Test
  void answers_have_the_form_of_the_output_schema() throws Exception {
    JsonNode tools = json(get("/api/v1/tools?format=mcp")).path("tools");
    var schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    assertThat(tools).isNotEmpty();
    for (JsonNode tool : tools) {
      String arguments = tool.path("name").asText().equals("save_memory") ? CELLO : "{}";
      assertThat(
              schemas
                  .getSchema(tool.path("outputSchema"))
                  .validate(json(post(tool.path("name").asText(), arguments))))
          .isEmpty();
    }
  }

  private HttpResponse<String> post(String tool, String arguments, String... headers)
      throws Exception {
    return post(door, tool, arguments, headers);
  }

  private HttpResponse<String> post(HttpDoor at, String tool, String arguments, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d/api/v1/tools/%s".formatted(at.port(), tool)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(arguments));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    var uri = URI.create("http://localhost:" + door.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return WireJson.MAPPER.readTree(response.body());
  }
}
