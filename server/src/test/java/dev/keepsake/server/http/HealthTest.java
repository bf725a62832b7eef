package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.tool.WireJson;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HealthTest {

  @Test
  void a_process_that_runs_is_live() throws Exception {
    try (var door = new OpenDoor()) {
      var response = door.get("/health/live");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{\"status\":\"up\"}");
    }
  }

  @Test
  void with_store_and_model_it_is_ready() throws Exception {
    var response = ready(() -> {}, EmbedderState.Ready::new);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("status").asText()).isEqualTo("up");
    assertThat(json(response).at("/store/status").asText()).isEqualTo("up");
    assertThat(json(response).at("/embedder/status").asText()).isEqualTo("ready");
  }

  /// Saving, and searching by words, need no model.
  @Test
  void without_its_model_it_is_ready_but_degraded() throws Exception {
    var loading = ready(() -> {}, EmbedderState.Loading::new);
    assertThat(loading.statusCode()).isEqualTo(200);
    assertThat(json(loading).path("status").asText()).isEqualTo("degraded");
    var failed = ready(() -> {}, () -> new EmbedderState.Failed("no such file"));
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(json(failed).at("/embedder/reason").asText()).isEqualTo("no such file");
  }

  @Test
  void without_its_store_it_is_not_ready() throws Exception {
    var response =
        ready(
            () -> {
              throw new IllegalStateException("select 1 failed");
            },
            EmbedderState.Ready::new);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).path("status").asText()).isEqualTo("down");
    assertThat(response.body()).doesNotContain("select");
  }

  @Test
  void probes_of_a_store_that_hangs_are_answered_and_do_not_pile_up() throws Exception {
    var checks = new AtomicInteger();
    var hang = new CountDownLatch(1);
    Runnable hanging =
        () -> {
          checks.incrementAndGet();
          try {
            hang.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (var door = new OpenDoor(hanging, EmbedderState.Ready::new)) {
      for (int i = 0; i < 3; i++) {
        assertThat(door.get("/health/ready").statusCode()).isEqualTo(503);
      }
      assertThat(checks).hasValue(1);
      hang.countDown();
    }
  }

  private static HttpResponse<String> ready(Runnable store, Supplier<EmbedderState> model)
      throws Exception {
    try (var door = new OpenDoor(store, model)) {
      return door.get("/health/ready");
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return WireJson.MAPPER.readTree(response.body());
  }
}
