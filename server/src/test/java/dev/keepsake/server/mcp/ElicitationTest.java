package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.mcp.Served.Over;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A user who is asked in the client, before the real memory.
@Timeout(90)
final class ElicitationTest {
  private static final String TEA = "The user may prefer tea over coffee.";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private final CopyOnWriteArrayList<ElicitFormRequest> asked = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<String> told = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource(Over.class)
  void what_the_user_accepts_is_stored_as_their_own_word(Over transport) throws Exception {
    try (var served = served(transport, answering(Action.ACCEPT, Map.of("remember", true)))) {
      JsonNode answer = served.save(TEA, 0.6);
      assertThat(answer.path("action").asText()).isEqualTo("created");
      JsonNode memory = served.call("query_memory", Map.of()).at("/memories/0");
      assertThat(memory.path("content").asText()).isEqualTo(TEA);
      assertThat(memory.path("provenance").asText()).isEqualTo("user");
      assertThat(memory.path("trust").asText()).isEqualTo("high");
      assertThat(served.waiting()).isZero();

      ElicitFormRequest question = asked.getFirst();
      assertThat(question.message()).endsWith("> " + TEA);
      JsonNode form = dev.keepsake.tool.WireJson.MAPPER.valueToTree(question.requestedSchema());
      assertThat(form.at("/properties/remember/type").asText()).isEqualTo("boolean");
      assertThat(form.at("/properties/content/maxLength").asInt()).isEqualTo(2_000);
      assertThat(form.at("/required")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void what_the_user_corrects_is_stored_as_corrected(Over transport) throws Exception {
    var form = Map.<String, Object>of("remember", true, "content", "The user prefers cocoa.");
    try (var served = served(transport, answering(Action.ACCEPT, form))) {
      assertThat(served.save(TEA, 0.6).path("action").asText()).isEqualTo("created");
      JsonNode memories = served.call("query_memory", Map.of()).path("memories");
      assertThat(memories).hasSize(1);
      assertThat(memories.at("/0/content").asText()).isEqualTo("The user prefers cocoa.");
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void what_the_user_does_not_want_is_discarded(Over transport) throws Exception {
    try (var served = served(transport, answering(Action.DECLINE, Map.of()))) {
      assertThat(served.save(TEA, 0.6).path("action").asText()).isEqualTo("discarded");
      assertThat(served.waiting()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void a_question_that_is_cancelled_or_answered_with_nonsense_leaves_the_statement_waiting(
      Over transport) throws Exception {
    var answers =
        new java.util.ArrayDeque<ElicitResult>(
            java.util.List.of(
                new ElicitResult(Action.CANCEL, null),
                new ElicitResult(Action.ACCEPT, Map.of("remember", "perhaps")),
                new ElicitResult(
                    Action.ACCEPT, Map.of("remember", true, "content", "x".repeat(2_001)))));
    try (var served = served(transport, _ -> answers.remove())) {
      for (int i = 1; i <= 3; i++) {
        JsonNode answer = served.save("The user may like the number " + i + ".", 0.6);
        assertThat(answer.path("action").asText()).isEqualTo("confirm_needed");
        assertThat(answer.path("pending_id").isTextual()).isTrue();
        assertThat(served.waiting()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void a_client_that_fails_leaves_the_statement_waiting(Over transport) throws Exception {
    Function<ElicitFormRequest, ElicitResult> failing =
        _ -> {
          throw new IllegalStateException("no window");
        };
    try (var served = served(transport, failing)) {
      assertThat(served.save(TEA, 0.6).path("action").asText()).isEqualTo("confirm_needed");
      assertThat(served.waiting()).isEqualTo(1);
    }
  }

  /// Meanwhile the client is told what its call waits for.
  @ParameterizedTest
  @EnumSource(Over.class)
  void who_does_not_answer_in_time_leaves_the_statement_waiting(Over transport) throws Exception {
    var late = new CountDownLatch(1);
    Function<ElicitFormRequest, ElicitResult> hesitating =
        _ -> {
          awaitForLong(late);
          return new ElicitResult(Action.ACCEPT, Map.of("remember", true));
        };
    try (var served = Served.over(transport, home, Duration.ofSeconds(1), client(hesitating))) {
      assertThat(served.save(TEA, 0.6).path("action").asText()).isEqualTo("confirm_needed");
      late.countDown();
      assertThat(served.waiting()).isEqualTo(1);
      assertThat(told).contains("Waiting for the user's answer.");
    }
  }

  /// Over stdio it is the client's going that ends the server.
  @Test
  void when_the_server_stops_who_is_still_asked_has_an_answer_at_once() throws Exception {
    var questioned = new CountDownLatch(1);
    var late = new CountDownLatch(1);
    Function<ElicitFormRequest, ElicitResult> thinking =
        _ -> {
          questioned.countDown();
          awaitForLong(late);
          return new ElicitResult(Action.CANCEL, null);
        };
    try (var served = served(Over.HTTP, thinking)) {
      // the common pool may have one thread, which the client needs
      var answer =
          CompletableFuture.supplyAsync(
              () -> served.save(TEA, 0.6), task -> Thread.ofVirtual().start(task));
      questioned.await();
      served.stop();
      JsonNode outcome = answer.get(5, TimeUnit.SECONDS);
      assertThat(outcome.path("action").asText()).isEqualTo("confirm_needed");
      assertThat(outcome.path("pending_id").isTextual()).isTrue();
    } finally {
      late.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource(Over.class)
  void a_client_without_forms_is_not_asked(Over transport) throws Exception {
    UnaryOperator<McpClient.SyncSpec> plain = spec -> spec;
    try (var served = Served.over(transport, home, Duration.ofSeconds(30), plain)) {
      assertThat(served.save(TEA, 0.6).path("action").asText()).isEqualTo("confirm_needed");
    }
  }

  private static void awaitForLong(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Served served(Over transport, Function<ElicitFormRequest, ElicitResult> user) {
    return Served.over(transport, home, Duration.ofSeconds(30), client(user));
  }

  private UnaryOperator<McpClient.SyncSpec> client(Function<ElicitFormRequest, ElicitResult> user) {
    return spec ->
        spec.capabilities(ClientCapabilities.builder().elicitation().build())
            .elicitation(question -> {
              var form = (ElicitFormRequest) question;
              asked.add(form);
              return user.apply(form);
            })
            .progressConsumer(progress -> told.add(progress.message()));
  }

  private static Function<ElicitFormRequest, ElicitResult> answering(
      Action action, Map<String, Object> form) {
    return _ -> new ElicitResult(action, form);
  }
}
