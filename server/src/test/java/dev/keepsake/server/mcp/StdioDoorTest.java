package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class StdioDoorTest {
  private final ToyMemory memory = new ToyMemory();

  @Test
  void initialize_tells_name_instructions_and_what_is_offered() throws Exception {
    try (var client = new LineClient(memory)) {
      JsonNode result = client.ask(LineClient.INITIALIZE).path("result");
      assertThat(result.path("serverInfo").path("name").asText()).isEqualTo("keepsake");
      assertThat(result.path("instructions").asText()).contains("query_memory");
      assertThat(result.path("protocolVersion").asText()).isEqualTo("2025-11-25");
      assertThat(result.path("capabilities"))
          .isEqualTo(
              WireJson.MAPPER.readTree(
                  """
                  {"completions":{},"logging":{},"prompts":{"listChanged":false},\
                  "resources":{"subscribe":false,"listChanged":false},\
                  "tools":{"listChanged":false}}\
                  """));
    }
  }

  @Test
  void a_tool_is_listed_with_its_schemas_and_true_annotations() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode tool =
          client
              .ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
              .at("/result/tools/1");
      assertThat(tool.path("name").asText()).isEqualTo("hold");
      assertThat(tool.path("title").asText()).isEqualTo("Wait");
      assertThat(tool.at("/inputSchema/required/0").asText()).isEqualTo("name");
      assertThat(tool.at("/outputSchema/type").asText()).isEqualTo("object");
      assertThat(tool.at("/outputSchema/anyOf/0/properties/name/type").asText())
          .isEqualTo("string");
      assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isFalse();
      assertThat(tool.at("/annotations/destructiveHint").asBoolean()).isTrue();
      assertThat(tool.at("/annotations/idempotentHint").asBoolean()).isFalse();
      assertThat(tool.at("/annotations/openWorldHint").isBoolean()).isTrue();
      assertThat(tool.at("/annotations/openWorldHint").asBoolean()).isFalse();
    }
  }

  @Test
  void a_call_answers_structured_and_in_words_from_a_virtual_thread() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode result =
          client.ask(LineClient.call(7, "echo", "{\"text\":\"é\",\"times\":2}")).path("result");
      assertThat(result.at("/structuredContent/text").asText()).isEqualTo("éé");
      assertThat(result.at("/structuredContent/user").asText()).isEqualTo("ada");
      assertThat(result.at("/structuredContent/virtual").asBoolean()).isTrue();
      assertThat(result.at("/content/0/text").asText()).isEqualTo("Said: éé");
      assertThat(result.path("isError").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                | `text` is missing",
        "[]                | must be a JSON object",
        "\"words\"         | must be a JSON object",
        "null              | must be a JSON object",
        "{\"text\":1}      | `text` must be text",
        "{\"text\":\"a\",\"txt\":1} | txt"
      })
  void wrong_arguments_are_an_error_result_in_the_dispatchers_words(
      String arguments, String expected) throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode result = client.ask(LineClient.call(1, "echo", arguments)).path("result");
      assertThat(result.path("isError").asBoolean()).isTrue();
      assertThat(result.at("/structuredContent/code").asText()).isEqualTo("invalid-input");
      assertThat(result.at("/content/0/text").asText()).contains(expected);
    }
  }

  @Test
  void arguments_may_be_left_out() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode answer =
          client.ask(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}}");
      assertThat(answer.at("/result/structuredContent/detail").asText())
          .contains("`text` is missing");
    }
  }

  /// The SDK names the tool `invalid_tool_name`, whatever was asked for.
  @Test
  void an_unknown_tool_is_a_protocol_error_that_names_those_there_are() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode error = client.ask(LineClient.call(1, "sing", "{}")).path("error");
      assertThat(error.path("code").asInt()).isEqualTo(-32602);
      assertThat(error.path("message").asText())
          .isEqualTo("There is no tool `sing`; there are echo, hold, broken.");
    }
  }

  @Test
  void a_bug_in_a_tool_tells_no_more_than_where_to_find_it() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode answer = client.ask(LineClient.call(1, "broken", "{}"));
      assertThat(answer.at("/result/structuredContent/code").asText()).isEqualTo("internal");
      assertThat(answer.toString()).doesNotContain("select", "Exception", ".java");
    }
  }

  /// The SDK's transport ends the session at the first line that it can't read.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello                                             | -32700 | not JSON (line 1, column",
        "{\"jsonrpc\":\"2.0\",\"id\":1                     | -32700 | not JSON",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"} | -32700 | not JSON",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600 | Batches",
        "17                                                | -32600 | JSON object",
        "{\"id\":1,\"method\":\"ping\"}                    | -32600 | jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1}                    | -32600 | no `method`",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}       | -32600 | `method` must be text",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600 | `id` must be",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"} | -32600 | `id` must be",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":[]} | -32602 |"
            + " `params`",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{}} | -32602 | `name`",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/sing\"} | -32601 | not found"
      })
  void a_bad_message_gets_an_error_and_the_session_goes_on(String line, int code, String expected)
      throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode error = client.ask(line).path("error");
      assertThat(error.path("code").asInt()).isEqualTo(code);
      assertThat(error.path("message").asText()).contains(expected);
      assertThat(error.has("data")).isFalse();
      assertThat(client.ask(LineClient.call(2, "echo", "{\"text\":\"a\"}")).has("result")).isTrue();
    }
  }

  @Test
  void a_line_that_is_not_utf_8_gets_an_error_and_the_session_goes_on() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.send(
          (LineClient.call(1, "echo", "{\"text\":\"é\"}") + "\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      assertThat(client.next().at("/error/message").asText()).contains("UTF-8");
      assertThat(client.ask(LineClient.call(2, "echo", "{\"text\":\"a\"}")).has("result")).isTrue();
    }
  }

  @Test
  void a_line_over_1_mib_gets_an_error_and_the_session_goes_on() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      String text = "x".repeat(3 << 20);
      client.send(LineClient.call(1, "echo", "{\"text\":\"" + text + "\"}"));
      assertThat(client.next().at("/error/message").asText()).contains("1 MiB");
      assertThat(client.ask(LineClient.call(2, "echo", "{\"text\":\"a\"}")).has("result")).isTrue();
    }
  }

  /// The SDK lets such a call wait for ever.
  @Test
  void a_call_before_initialize_is_refused() throws Exception {
    try (var client = new LineClient(memory)) {
      assertThat(
              client
                  .ask(LineClient.call(1, "echo", "{\"text\":\"a\"}"))
                  .at("/error/message")
                  .asText())
          .contains("initialize");
      assertThat(client.ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}").has("result"))
          .isTrue();
    }
  }

  /// Clients of the next protocol revision ask this first, and fall back by exactly this code.
  @Test
  void discovery_before_initialize_is_an_unknown_method() throws Exception {
    try (var client = new LineClient(memory)) {
      assertThat(
              client
                  .ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"server/discover\"}")
                  .at("/error/code")
                  .asInt())
          .isEqualTo(-32601);
    }
  }

  /// The SDK lets such a call wait for ever; scripts and some clients leave the notification out.
  @Test
  void a_call_without_the_initialized_notification_is_answered() throws Exception {
    try (var client = new LineClient(memory)) {
      client.ask(LineClient.INITIALIZE);
      assertThat(client.ask(LineClient.call(2, "echo", "{\"text\":\"a\"}")).has("result")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"protocolVersion\":1,\"capabilities\":{},\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
        "{\"protocolVersion\":\"2025-11-25\",\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}",
        "{}"
      })
  void a_malformed_initialize_is_refused_and_can_be_repeated(String params) throws Exception {
    try (var client = new LineClient(memory)) {
      JsonNode error =
          client
              .ask(
                  "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                      + params
                      + "}")
              .path("error");
      assertThat(error.path("code").asInt()).isEqualTo(-32602);
      assertThat(client.ask(LineClient.INITIALIZE).has("result")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
  void every_revision_up_to_2025_11_25_is_spoken(String version) throws Exception {
    try (var client = new LineClient(memory)) {
      JsonNode answer = client.ask(LineClient.INITIALIZE.replace("2025-11-25", version));
      assertThat(answer.at("/result/protocolVersion").asText()).isEqualTo(version);
    }
  }

  @Test
  void meta_names_the_conversation() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      assertThat(
              client
                  .ask(withMeta("{\"dev.keepsake/conversation_id\":\"c-1\"}"))
                  .at("/result/structuredContent/conversation")
                  .asText())
          .isEqualTo("c-1");
    }
  }

  @Test
  void meta_names_the_correlation() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      String meta = "{},\"_meta\":{\"dev.keepsake/correlation_id\":\"%s\"}";
      assertThat(client.ask(LineClient.call(1, "broken", meta.formatted("k-7"))).toString())
          .contains("the log has it under k-7.");
      assertThat(client.ask(LineClient.call(2, "broken", meta.formatted("é"))).toString())
          .doesNotContain("under é");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"dev.keepsake/user_id\":\"bob\"}           | one user is served",
        "{\"dev.keepsake/user_id\":\"\"}              | `_meta` `dev.keepsake/user_id` is not"
            + " valid",
        "{\"dev.keepsake/conversation_id\":7}         | must be text",
        "{\"dev.keepsake/conversation_id\":\"a\\nb\"} | without control characters",
        "[]                                           | `_meta` must be an object"
      })
  void wrong_names_in_meta_are_invalid_input(String meta, String expected) throws Exception {
    try (var client = LineClient.initialized(memory)) {
      JsonNode result = client.ask(withMeta(meta)).path("result");
      assertThat(result.at("/structuredContent/code").asText()).isEqualTo("invalid-input");
      assertThat(result.at("/content/0/text").asText()).contains(expected);
    }
  }

  private static String withMeta(String meta) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo",\
    "arguments":{"text":"a"},"_meta":%s}}\
    """
        .formatted(meta);
  }

  /// The SDK's transport drops messages that are sent at once ("Failed to enqueue message").
  @Test
  void of_5000_calls_at_once_each_is_answered_once() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      var sending =
          CompletableFuture.runAsync(() -> {
            try {
              for (int i = 0; i < 5_000; i++) {
                client.send(LineClient.call(i, "echo", "{\"text\":\"t" + i + "\"}"));
              }
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      var answered = new HashSet<Integer>();
      for (int i = 0; i < 5_000; i++) {
        JsonNode answer = client.next();
        int id = answer.path("id").asInt();
        assertThat(answer.at("/result/structuredContent/text").asText()).isEqualTo("t" + id);
        assertThat(answered.add(id)).isTrue();
      }
      sending.join();
    }
  }

  /// With the SDK alone one call that waits holds up those behind it, or platform threads run out.
  @Test
  void a_call_that_waits_holds_up_no_other() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      for (int i = 0; i < 100; i++) {
        client.send(LineClient.call("h" + i, "hold", "{\"name\":\"h\"}"));
      }
      assertThat(client.ask(LineClient.call(1, "echo", "{\"text\":\"a\"}")).path("id").asInt())
          .isEqualTo(1);
      memory.release("h");
    }
  }

  /// The SDK's transport keeps the process alive at the end of its input, and closing it drops the
  /// answers that are still to come.
  @Test
  void at_the_end_of_input_what_is_in_work_is_answered_before_it_ends() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.send(LineClient.call(1, "hold", "{\"name\":\"last\"}"));
      client.endInput();
      memory.awaitHeld("last");
      memory.release("last");
      assertThat(client.rest()).singleElement().matches(answer -> answer.has("result"));
      assertThat(client.exitCode()).isZero();
    }
  }

  @Test
  void a_last_line_without_a_line_feed_is_answered() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.send(LineClient.call(1, "echo", "{\"text\":\"a\"}").getBytes(StandardCharsets.UTF_8));
      client.endInput();
      assertThat(client.rest()).hasSize(1);
    }
  }

  /// The protocol wants no answer to what was cancelled.
  @Test
  void a_cancelled_call_is_interrupted_and_not_answered() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.send(LineClient.call("c", "hold", "{\"name\":\"long\"}"));
      memory.awaitHeld("long");
      client.send(CANCEL_C);
      memory.awaitCancelled("long");
      client.send(LineClient.call("d", "echo", "{\"text\":\"a\"}"));
      client.endInput();
      assertThat(client.rest()).extracting(answer -> answer.path("id").asText()).containsOnly("d");
      assertThat(client.exitCode()).isZero();
    }
  }

  /// The cancellation is read before the call's own thread has come to run.
  @Test
  void a_cancellation_does_not_overtake_its_call() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      for (int i = 0; i < 500; i++) {
        client.send(
            LineClient.call(i, "hold", "{\"name\":\"overtaken\"}")
                + "\n"
                + CANCEL_C.replace("\"c\"", Integer.toString(i)));
      }
      client.endInput();
      assertThat(client.rest()).isEmpty();
      assertThat(client.exitCode()).isZero();
    }
  }

  @Test
  void a_call_that_has_ended_can_be_cancelled_without_harm() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.ask(LineClient.call("c", "echo", "{\"text\":\"a\"}"));
      client.send(CANCEL_C);
      assertThat(client.ask(LineClient.call("c", "echo", "{\"text\":\"a\"}")).has("result"))
          .isTrue();
    }
  }

  private static final String CANCEL_C =
      """
      {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"c"}}\
      """;

  /// A client that died leaves its input open for a while, or for ever.
  @Test
  void calls_of_a_client_that_reads_no_more_are_done_all_the_same() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.send(LineClient.call(1, "hold", "{\"name\":\"lost\"}"));
      memory.awaitHeld("lost");
      client.closeOutput();
      memory.release("lost");
      for (int i = 0; i < 300; i++) {
        client.send(LineClient.call(2 + i, "echo", "{\"text\":\"a\"}"));
      }
      client.send(LineClient.call("e", "hold", "{\"name\":\"still\"}"));
      memory.awaitHeld("still");
      memory.release("still");
      client.endInput();
      assertThat(client.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"\"p\"", "7"})
  void a_call_that_takes_long_tells_of_its_progress_until_it_is_answered(String token)
      throws Exception {
    try (var client = LineClient.initialized(memory)) {
      client.send(
          LineClient.call(1, "hold", "{\"name\":\"slow\"},\"_meta\":{\"progressToken\":%s}")
              .formatted(token));
      double before = 0;
      for (int i = 0; i < 3; i++) {
        JsonNode told = client.next();
        assertThat(told.path("method").asText()).isEqualTo("notifications/progress");
        assertThat(told.at("/params/progressToken")).hasToString(token);
        assertThat(told.at("/params/progress").asDouble()).isGreaterThan(before);
        assertThat(told.at("/params/message").asText()).isEqualTo("Playing.");
        before = told.at("/params/progress").asDouble();
      }
      memory.release("slow");
      JsonNode answer = client.next();
      while (answer.has("method")) {
        answer = client.next();
      }
      assertThat(answer.path("id").asInt()).isEqualTo(1);
      client.send(LineClient.call(2, "hold", "{\"name\":\"later\"}"));
      memory.awaitHeld("later");
      memory.release("later");
      assertThat(client.next().path("id").asInt()).isEqualTo(2);
    }
  }

  @Test
  void the_level_of_the_log_can_be_set_to_what_the_protocol_knows() throws Exception {
    try (var client = LineClient.initialized(memory)) {
      assertThat(client.ask(setLevel("\"debug\"")).has("result")).isTrue();
      JsonNode error = client.ask(setLevel("\"loud\"")).path("error");
      assertThat(error.path("code").asInt()).isEqualTo(-32602);
      assertThat(error.path("message").asText()).contains("emergency");
      assertThat(client.ask(setLevel("7")).path("error").path("code").asInt()).isEqualTo(-32602);
    }
  }

  private static String setLevel(String level) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":%s}}\
    """
        .formatted(level);
  }
}
