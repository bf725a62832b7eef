package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.WriteMode;
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

/// What became of a write, over the real door before the memory itself.
@Timeout(60)
final class WriteReceiptsTest {
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private final HttpClient http = HttpClient.newHttpClient();
  private Keepsake keepsake;
  private HttpDoor door;

  @BeforeEach
  void open() {
    KeepsakeSettings settings = KeepsakeSettings.defaults(home);
    keepsake =
        Keepsake.open(
            settings.with(settings.write().with(WriteMode.QUEUED)), InstantSource.system());
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
  void a_queued_write_is_followed_to_its_end() throws Exception {
    String id = queued();
    JsonNode waiting = json(get(id, "ada"), 200);
    assertThat(waiting.path("state").asText()).isEqualTo("accepted");
    assertThat(waiting.path("action").asText()).isEqualTo("queued");
    assertThat(waiting.path("next_attempt_at").asText()).startsWith("20");
    keepsake.jobs().run(JobKind.QUEUED_WRITES);
    JsonNode finished = json(get(id, "ada"), 200);
    assertThat(finished.path("state").asText()).isEqualTo("finished");
    assertThat(finished.path("action").asText()).isEqualTo("created");
    assertThat(finished.path("memory_id").asText()).isEqualTo(id);
    assertThat(finished.path("write_id").asText()).isEqualTo(id);
    assertThat(finished.has("finished_at")).isTrue();
    assertThat(finished.has("next_attempt_at")).isFalse();
    assertThat(finished.toString()).doesNotContain("cello");
  }

  @Test
  void a_foreign_write_and_none_are_the_same_problem() throws Exception {
    String id = queued();
    HttpResponse<String> foreign = get(id, "bob");
    HttpResponse<String> missing = get(UNKNOWN, "bob");
    assertThat(json(foreign, 404).path("detail").asText().replace(id, UNKNOWN))
        .isEqualTo(json(missing, 404).path("detail").asText());
    assertThat(json(missing, 404).path("code").asText()).isEqualTo("not-found");
    assertThat(missing.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void what_is_no_id_is_told_as_such() throws Exception {
    assertThat(json(get("1-2-3-4-5", "ada"), 400).path("code").asText()).isEqualTo("invalid-input");
  }

  private String queued() throws Exception {
    var request =
        HttpRequest.newBuilder(uri("/api/v1/tools/save_memory"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"content": "The user plays the cello.", "memory_type": "fact", "confidence": 0.9}\
                    """));
    JsonNode answer = json(http.send(request.build(), BodyHandlers.ofString()), 200);
    assertThat(answer.path("action").asText()).isEqualTo("queued");
    return answer.path("write_id").asText();
  }

  private HttpResponse<String> get(String id, String user) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri("/api/v1/writes/" + id)).header("X-User-Id", user).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + door.port() + path);
  }

  private static JsonNode json(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return WireJson.MAPPER.readTree(response.body());
  }
}
