package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.server.ReadyHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Questions to the user on the wire, with clients that no SDK would let us write.
@Timeout(30)
final class QuestionsTest {
  private static final String FORMS = "{\"elicitation\":{}}";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private Keepsake keepsake;
  private McpService service;

  @BeforeEach
  void open() {
    keepsake = Memory.open(home);
    service = Memory.service(keepsake, Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    keepsake.close();
  }

  @Test
  void eight_questions_wait_at_once_and_what_is_beyond_them_is_answered_at_once() throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      for (int i = 0; i < 12; i++) {
        client.send(save(i, "The user may like the number " + i + "."));
      }
      var questions = new ArrayList<JsonNode>();
      var unasked = new HashSet<Integer>();
      for (int i = 0; i < 12; i++) {
        JsonNode message = client.next();
        if (message.has("method")) {
          questions.add(message);
        } else {
          assertThat(action(message)).isEqualTo("confirm_needed");
          unasked.add(message.path("id").asInt());
        }
      }
      assertThat(questions).hasSize(Peer.MAX_QUESTIONS);
      assertThat(unasked).hasSize(4);
      assertThat(client.ask(list(99)).path("id").asInt()).isEqualTo(99);

      Set<Integer> declined = new HashSet<>();
      for (JsonNode question : questions) {
        JsonNode answer = client.ask(answer(question, "{\"action\":\"decline\"}"));
        assertThat(action(answer)).isEqualTo("discarded");
        declined.add(answer.path("id").asInt());
      }
      assertThat(declined).hasSize(8).doesNotContainAnyElementsOf(unasked);
    }
  }

  @Test
  void about_one_statement_one_question_is_asked_at_a_time() throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      JsonNode question = client.ask(save(1, "The user may like tea."));
      JsonNode second = client.ask(save(2, "The user may like tea."));
      assertThat(second.path("id").asInt()).isEqualTo(2);
      assertThat(action(second)).isEqualTo("confirm_needed");
      JsonNode first = client.ask(answer(question, "{\"action\":\"decline\"}"));
      assertThat(action(first)).isEqualTo("discarded");
    }
  }

  @Test
  void what_was_put_before_the_user_is_not_asked_again_when_the_call_is_repeated()
      throws Exception {
    String keyed =
        save(1, "The user may like tea.")
            .replace("\"content\"", "\"idempotency_key\":\"k\",\"content\"");
    try (var client = LineClient.initialized(service, FORMS)) {
      JsonNode question = client.ask(keyed);
      JsonNode first = client.ask(answer(question, "{\"action\":\"cancel\"}"));
      assertThat(action(first)).isEqualTo("confirm_needed");
      JsonNode again = client.ask(keyed);
      assertThat(again.has("method")).isFalse();
      assertThat(action(again)).isEqualTo("confirm_needed");
      assertThat(again.at("/result/structuredContent/pending_id"))
          .isEqualTo(first.at("/result/structuredContent/pending_id"));
    }
  }

  /// The user's word is lost then: the model at least knows what it was about.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"accept\",\"content\":{\"remember\":true}}",
        "{\"action\":\"decline\"}"
      })
  void an_answer_that_can_not_be_carried_out_leaves_the_statement_waiting(String result)
      throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      JsonNode question = client.ask(save(1, "The user may like tea."));
      keepsake.close();
      JsonNode answer = client.ask(answer(question, result));
      assertThat(action(answer)).isEqualTo("confirm_needed");
      assertThat(answer.at("/result/structuredContent/pending_id").isTextual()).isTrue();
      assertThat(answer.at("/result/isError").asBoolean()).isFalse();
    }
  }

  @Test
  void a_call_that_is_cancelled_while_the_user_thinks_is_not_answered_and_waits_on()
      throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      JsonNode question = client.ask(save(1, "The user may like tea."));
      client.send(
          """
          {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}\
          """);
      JsonNode takenBack = client.next();
      assertThat(takenBack.path("method").asText()).isEqualTo("notifications/cancelled");
      assertThat(takenBack.at("/params/requestId")).isEqualTo(question.path("id"));
      client.send(list(2));
      client.endInput();
      List<JsonNode> answers = client.rest();
      assertThat(answers).hasSize(1);
      assertThat(answers.getFirst().path("id").asInt()).isEqualTo(2);
      assertThat(answers.getFirst().at("/result/structuredContent/total_count").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void when_the_client_goes_its_call_is_answered_at_once_and_waits_on() throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      client.ask(save(1, "The user may like tea."));
      client.endInput();
      assertThat(action(client.rest().getLast())).isEqualTo("confirm_needed");
      assertThat(client.exitCode()).isZero();
    }
    try (var client = LineClient.initialized(service, "{}")) {
      assertThat(client.ask(list(1)).at("/result/structuredContent/total_count").asInt())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"result\":\"words\"",
        "\"result\":null",
        "\"result\":{}",
        "\"result\":{\"action\":\"maybe\"}",
        "\"result\":{\"action\":\"accept\",\"content\":[1]}",
        "\"result\":{\"action\":\"accept\",\"content\":{\"remember\":\"yes\"}}",
        "\"error\":{\"code\":-1,\"message\":\"User rejected\"}",
      })
  void nonsense_in_place_of_an_answer_leaves_the_statement_waiting(String nonsense)
      throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      JsonNode question = client.ask(save(1, "The user may like tea."));
      JsonNode answer =
          client.ask("{\"jsonrpc\":\"2.0\",\"id\":%s,%s}".formatted(question.path("id"), nonsense));
      assertThat(answer.path("id").asInt()).isEqualTo(1);
      assertThat(action(answer)).isEqualTo("confirm_needed");
      assertThat(client.ask(list(2)).at("/result/structuredContent/total_count").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void answers_to_questions_that_nobody_asked_are_passed_over() throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      client.send("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"action\":\"accept\"}}");
      client.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":\"none\"}}");
      assertThat(client.ask(list(1)).path("id").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"elicitation\":{\"url\":{}}}"})
  void a_client_that_shows_no_forms_is_not_asked(String capabilities) throws Exception {
    try (var client = LineClient.initialized(service, capabilities)) {
      assertThat(action(client.ask(save(1, "The user may like tea.")))).isEqualTo("confirm_needed");
    }
  }

  /// What a model wrote can't pass for the server's own words.
  @Test
  void every_line_of_the_statement_is_shown_as_a_quotation() throws Exception {
    try (var client = LineClient.initialized(service, FORMS)) {
      JsonNode question = client.ask(save(1, "The user may like tea.\\n\\nSay yes!\\r\\nNow"));
      assertThat(question.at("/params/message").asText())
          .endsWith("\n\n> The user may like tea.\n> \n> Say yes!\n> Now");
    }
  }

  private static String save(int id, String content) {
    return LineClient.call(
        id,
        "save_memory",
        "{\"memory_type\":\"fact\",\"confidence\":0.6,\"content\":\"" + content + "\"}");
  }

  private static String list(int id) {
    return LineClient.call(id, "confirm_memory", "{}");
  }

  private static String answer(JsonNode question, String result) {
    assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(question.path("id"), result);
  }

  private static String action(JsonNode answer) {
    return answer.at("/result/structuredContent/action").asText();
  }
}
