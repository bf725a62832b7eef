package dev.keepsake.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.AnswerSchema;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.OfferedTool;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.llm.openai.Endpoint.Reply;
import dev.keepsake.metric.Metrics;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real endpoint on this machine.
@Timeout(60)
final class OpenAiModelTest {
  private static final String KEY = "sk-test-0123456789";
  private static final Retries QUICK = new Retries(2, Duration.ofMillis(1), Duration.ofMillis(5));
  private static final ChatRequest HELLO =
      new ChatRequest(List.of(new ChatMessage.User("Hello")), List.of());
  private static final Reply HI = Endpoint.answer("{\"role\": \"assistant\", \"content\": \"Hi\"}");

  private static OpenAiSettings settings(URI baseUrl) {
    return new OpenAiSettings(
        baseUrl,
        Optional.of(new ApiKey(KEY)),
        "toy",
        Optional.empty(),
        Duration.ofSeconds(20),
        QUICK);
  }

  private static ChatAnswer ask(Endpoint endpoint, ChatRequest request) {
    return new OpenAiModel(settings(endpoint.baseUrl())).ask(request);
  }

  private static MemoryException failure(OpenAiSettings settings) {
    var model = new OpenAiModel(settings);
    return catchThrowableOfType(MemoryException.class, () -> model.ask(HELLO));
  }

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) WireJson.MAPPER.readTree(text);
  }

  @Test
  void messages_are_sent_in_order_with_the_ids_of_calls() throws Exception {
    var call = new ToolRequest("call_7", "save_memory", "{\"content\": \"x\"}");
    var request =
        new ChatRequest(
            List.of(
                new ChatMessage.System("Be kind."),
                new ChatMessage.User("Remember x."),
                new ChatMessage.Assistant("", List.of(call)),
                new ChatMessage.ToolResult("call_7", "save_memory", "{\"action\":\"created\"}"),
                new ChatMessage.Assistant("Done.", List.of()),
                new ChatMessage.User("And y.")),
            List.of());
    try (var endpoint = Endpoint.replying(HI)) {
      ask(endpoint, request);

      var sent = endpoint.sent.getFirst();
      assertThat(sent.path()).isEqualTo("/v1/chat/completions");
      assertThat(sent.authorization()).isEqualTo("Bearer " + KEY);
      assertThat(sent.upgrade()).isEmpty();
      JsonNode messages = sent.body().path("messages");
      assertThat(messages)
          .extracting(message -> message.path("role").asText())
          .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
      assertThat(messages.at("/2/tool_calls/0/id").asText()).isEqualTo("call_7");
      assertThat(messages.at("/2/tool_calls/0/function/arguments").asText())
          .isEqualTo("{\"content\": \"x\"}");
      assertThat(messages.at("/3/tool_call_id").asText()).isEqualTo("call_7");
      assertThat(messages.at("/3/content").asText()).isEqualTo("{\"action\":\"created\"}");
      assertThat(sent.body().path("model").asText()).isEqualTo("toy");
      assertThat(sent.body().has("temperature")).isFalse();
      assertThat(sent.body().has("tools")).isFalse();
    }
  }

  @Test
  void the_schema_of_every_argument_is_sent_with_its_bounds() throws Exception {
    ObjectNode parameters =
        json(
            """
            {"type": "object", "additionalProperties": false, "required": ["content"], "properties": {
              "content": {"type": "string", "minLength": 1, "maxLength": 2000, "description": "What."},
              "confidence": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.8},
              "kinds": {"type": "array", "items": {"type": "string", "enum": ["fact", "note"]}}}}\
            """);
    var tool = new OfferedTool("save_memory", "Saves.", parameters);
    try (var endpoint = Endpoint.replying(HI)) {
      ask(endpoint, new ChatRequest(HELLO.messages(), List.of(tool)));

      JsonNode function = endpoint.sent.getFirst().body().at("/tools/0/function");
      assertThat(function.path("name").asText()).isEqualTo("save_memory");
      assertThat(function.path("description").asText()).isEqualTo("Saves.");
      assertThat(function.at("/parameters/type").asText()).isEqualTo("object");
      assertThat(function.at("/parameters/properties")).isEqualTo(parameters.path("properties"));
      assertThat(function.at("/parameters/required")).isEqualTo(parameters.path("required"));
    }
  }

  @Test
  void the_form_of_the_answer_is_sent_as_it_is_and_is_strict() throws Exception {
    ObjectNode schema =
        json(
            """
            {"type": "object", "additionalProperties": false, "required": ["save"], "properties": {
              "save": {"type": "array", "description": "What.", "items": {"type": "string", "enum": ["a", "b"]}}}}\
            """);
    try (var endpoint = Endpoint.replying(HI)) {
      ask(
          endpoint,
          new ChatRequest(
              HELLO.messages(), List.of(), Optional.of(new AnswerSchema("proposals", schema))));

      JsonNode format = endpoint.sent.getFirst().body().path("response_format");
      assertThat(format.path("type").asText()).isEqualTo("json_schema");
      assertThat(format.at("/json_schema/name").asText()).isEqualTo("proposals");
      assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
      assertThat(format.at("/json_schema/schema")).isEqualTo(schema);
    }
  }

  @Test
  void every_attempt_is_accounted_for() throws Exception {
    var told = new ArrayList<String>();
    Metrics metrics =
        (Metrics)
            Proxy.newProxyInstance(
                Metrics.class.getClassLoader(),
                new Class<?>[] {Metrics.class},
                (_, method, arguments) ->
                    told.add(method.getName() + " " + arguments[0] + " " + arguments[1]));
    try (var endpoint = Endpoint.replying(new Reply(429, "{}"), HI)) {
      new OpenAiModel(settings(endpoint.baseUrl()), metrics).ask(HELLO);
    }

    assertThat(told).hasSize(3);
    assertThat(told.getFirst()).startsWith("modelCalled model-unavailable PT");
    assertThat(told.get(1)).startsWith("modelCalled answered PT");
    assertThat(told.getLast()).isEqualTo("modelTokens 12 3");
  }

  @Test
  void a_temperature_is_sent_where_one_is_set_and_no_key_where_there_is_none() throws Exception {
    try (var endpoint = Endpoint.replying(HI)) {
      var bare =
          new OpenAiSettings(
              endpoint.baseUrl(),
              Optional.empty(),
              "toy",
              Optional.of(0.0),
              Duration.ofSeconds(20),
              QUICK);
      new OpenAiModel(bare).ask(HELLO);

      assertThat(endpoint.sent.getFirst().authorization()).isEmpty();
      assertThat(endpoint.sent.getFirst().body().path("temperature").asDouble(-1)).isZero();
    }
  }

  @Test
  void several_calls_at_once_are_read_in_their_order() throws Exception {
    String message =
        """
        {"role": "assistant", "content": null, "tool_calls": [
          {"id": "a", "type": "function", "function": {"name": "save_memory", "arguments": "{no"}},
          {"type": "function", "function": {"name": "query_memory", "arguments": ""}}]}\
        """;
    try (var endpoint = Endpoint.replying(Endpoint.answer(message))) {
      ChatAnswer answer = ask(endpoint, HELLO);

      assertThat(answer.text()).isEmpty();
      assertThat(answer.toolRequests())
          .containsExactly(
              new ToolRequest("a", "save_memory", "{no"),
              new ToolRequest("call_1_1", "query_memory", ""));
      assertThat(answer.tokens()).isEqualTo(new TokenCount(12, 3));
      assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  void an_answer_that_tells_neither_tokens_nor_why_it_ended_is_an_answer() throws Exception {
    String body = "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Hi\"}}]}";
    try (var endpoint = Endpoint.replying(new Reply(200, body))) {
      ChatAnswer answer = ask(endpoint, HELLO);

      assertThat(answer.tokens()).isEqualTo(TokenCount.NONE);
      assertThat(answer.finishReason()).isEqualTo(FinishReason.OTHER);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void what_passes_is_asked_again(int status) throws Exception {
    try (var endpoint = Endpoint.replying(new Reply(status, "{\"error\": \"busy\"}"), HI)) {
      assertThat(ask(endpoint, HELLO).text()).isEqualTo("Hi");
      assertThat(endpoint.sent).hasSize(2);
    }
  }

  @Test
  void an_endpoint_that_says_when_to_come_again_is_left_alone_until_then() throws Exception {
    var patient = new Retries(1, Duration.ofMillis(1), Duration.ofSeconds(2));
    var limited = new Reply(429, "{}", Map.of("Retry-After-Ms", "300"));
    try (var endpoint = Endpoint.replying(limited, HI)) {
      long began = System.nanoTime();
      assertThat(model(endpoint, patient).ask(HELLO).text()).isEqualTo("Hi");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(299));
    }
  }

  @Test
  void one_that_names_a_later_time_than_is_waited_for_is_not_asked_again() throws Exception {
    try (var endpoint = Endpoint.replying(new Reply(429, "{}", Map.of("Retry-After", "1")), HI)) {
      MemoryException failure =
          catchThrowableOfType(MemoryException.class, () -> model(endpoint, QUICK).ask(HELLO));
      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(endpoint.sent).hasSize(1);
    }
  }

  private static OpenAiModel model(Endpoint endpoint, Retries retries) {
    return new OpenAiModel(
        new OpenAiSettings(
            endpoint.baseUrl(),
            Optional.of(new ApiKey(KEY)),
            "toy",
            Optional.empty(),
            Duration.ofSeconds(20),
            retries));
  }

  @Test
  void what_does_not_pass_in_time_is_given_up() throws Exception {
    try (var endpoint = Endpoint.replying(new Reply(500, "{\"error\": \"broken\"}"))) {
      MemoryException failure = failure(settings(endpoint.baseUrl()));

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("The model toy at http://127.0.0.1:");
      assertThat(failure).hasMessageContaining("HTTP 500: {\"error\": \"broken\"}");
      assertThat(endpoint.sent).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void what_cannot_get_better_is_asked_once(int status) throws Exception {
    try (var endpoint = Endpoint.replying(new Reply(status, "no"))) {
      assertThat(failure(settings(endpoint.baseUrl())).code()).isEqualTo(ErrorCode.MODEL_FAILED);
      assertThat(endpoint.sent).hasSize(1);
    }
  }

  /// Some endpoints repeat the key in what they complain of.
  @Test
  void the_key_is_in_no_message_and_in_no_stack() throws Exception {
    try (var endpoint = Endpoint.replying(new Reply(401, "Incorrect key: " + KEY + "."))) {
      MemoryException failure = failure(settings(endpoint.baseUrl()));

      var stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      assertThat(failure).hasMessageContaining("Incorrect key: ***.");
      assertThat(stack.toString()).doesNotContain(KEY);
      assertThat(settings(endpoint.baseUrl()).toString()).doesNotContain(KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>It works!</html>",
        "",
        "null",
        "[]",
        "{}",
        "{\"choices\": []}",
        "{\"choices\": [{}]}",
        "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"tool_calls\": [{\"type\":"
            + " \"function\"}]}}]}"
      })
  void a_body_that_is_no_completion_is_told_to_be_none(String body) throws Exception {
    try (var endpoint = Endpoint.replying(new Reply(200, body))) {
      MemoryException failure = failure(settings(endpoint.baseUrl()));

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
      assertThat(failure).hasMessageContaining("answered what is no chat completion");
      assertThat(endpoint.sent).hasSize(1);
    }
  }

  @Test
  void a_refusal_is_told_in_the_models_words() throws Exception {
    String message = "{\"role\": \"assistant\", \"refusal\": \"I must not.\"}";
    try (var endpoint = Endpoint.replying(Endpoint.answer(message))) {
      MemoryException failure = failure(settings(endpoint.baseUrl()));

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
      assertThat(failure).hasMessageContaining("declines to answer: I must not.");
    }
  }

  @Test
  void an_endpoint_that_is_not_there_is_unavailable() throws Exception {
    int port;
    try (var taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    MemoryException failure = failure(settings(URI.create("http://127.0.0.1:" + port + "/v1")));

    assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
    assertThat(failure).hasMessageContaining("could not be reached");
  }

  @Test
  void an_endpoint_that_takes_too_long_is_not_asked_again() throws Exception {
    try (var endpoint = Endpoint.silent()) {
      var impatient =
          new OpenAiSettings(
              endpoint.baseUrl(),
              Optional.empty(),
              "toy",
              Optional.empty(),
              Duration.ofMillis(500),
              QUICK);
      MemoryException failure = failure(impatient);

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("did not answer within 500 ms");
      assertThat(endpoint.sent).hasSize(1);
    }
  }
}
