package dev.keepsake.server.proxy;

import static dev.keepsake.server.proxy.ChatDoor.json;
import static dev.keepsake.server.proxy.ScriptedUpstream.calls;
import static dev.keepsake.server.proxy.ScriptedUpstream.delta;
import static dev.keepsake.server.proxy.ScriptedUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.proxy.ScriptedUpstream.Call;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of chats. It is kept once the answer is out; a door that closes has kept
/// everything, so each test closes its own before it looks.
@Timeout(120)
final class StoredChatTest {
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static Keepsake keepsake;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void open() throws IOException {
    keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system());
    upstream = new ScriptedUpstream();
  }

  @AfterAll
  static void close() throws IOException {
    keepsake.close();
    upstream.close();
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  private static ChatDoor door() {
    return new ChatDoor(keepsake, upstream, Duration.ofSeconds(1));
  }

  private static String body(ArrayNode messages, boolean stream) {
    ObjectNode body = WireJson.MAPPER.createObjectNode().put("model", "toy").put("stream", stream);
    body.set("messages", messages);
    return body.toString();
  }

  private static ObjectNode message(String role, String content) {
    return WireJson.MAPPER.createObjectNode().put("role", role).put("content", content);
  }

  private static ArrayNode messages(ObjectNode... messages) {
    return WireJson.MAPPER.createArrayNode().addAll(List.of(messages));
  }

  private static HttpResponse<String> chat(ChatDoor door, String user, ArrayNode messages) {
    return door.chat(body(messages, false), "X-User-Id", user, "X-Conversation-Id", "c-1");
  }

  /// The stored messages, each as its role and its text.
  private static List<String> stored(String user) {
    var told = new ArrayList<String>();
    for (JsonNode message : history(user)) {
      told.add(message.path("role").asText() + ": " + message.path("content").asText());
    }
    return told;
  }

  private static JsonNode history(String user) {
    return call(user, "conversation_history").path("messages");
  }

  private static JsonNode call(String user, String operation) {
    var caller =
        keepsake.caller(Optional.of(new UserName(user)), Optional.empty(), "test", Entry.REST);
    ObjectNode arguments = WireJson.MAPPER.createObjectNode().put("id", "c-1");
    if (!operation.startsWith("get_")) {
      arguments.put("limit", 1_000);
    }
    return switch (keepsake.records().call(caller, new ToolCall(operation, arguments))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> {
        assertThat(problem.code()).isEqualTo("not-found");
        yield WireJson.MAPPER.createObjectNode();
      }
    };
  }

  @Test
  void of_a_history_that_is_sent_again_and_again_everything_is_kept_once() {
    ChatDoor door = door();
    ArrayNode messages = messages(message("system", "Be kind."));
    for (int i = 1; i <= 3; i++) {
      messages.add(message("user", "Question " + i));
      upstream.then(says("Answer " + i));
      messages.add(json(chat(door, "bea", messages)).at("/choices/0/message"));
    }
    door.shut();

    assertThat(stored("bea"))
        .containsExactly(
            "system: Be kind.",
            "user: Question 1",
            "assistant: Answer 1",
            "user: Question 2",
            "assistant: Answer 2",
            "user: Question 3",
            "assistant: Answer 3");
    JsonNode answer = call("bea", "list_messages").path("messages").get(2);
    assertThat(answer.path("model").asText()).isEqualTo("toy");
    assertThat(answer.path("tokens").asInt()).isEqualTo(2);
  }

  @Test
  void a_streamed_answer_is_kept_as_it_is_sent_back_and_what_is_put_in_is_not() {
    ChatDoor door = door();
    upstream.then(
        calls(new Call("call_1", "query_memory", "{\"query\":\"x\"}")), says("So it is."));
    ArrayNode messages = messages(message("user", "Is it so?"));
    door.chat(body(messages, true), "X-User-Id", "cleo", "X-Conversation-Id", "c-1");
    messages.add(message("assistant", "So it is.")).add(message("user", "Sure?"));
    upstream.then(says("Yes."));
    door.chat(body(messages, true), "X-User-Id", "cleo", "X-Conversation-Id", "c-1");
    door.shut();

    assertThat(stored("cleo"))
        .containsExactly(
            "user: Is it so?", "assistant: So it is.", "user: Sure?", "assistant: Yes.");
  }

  @Test
  void the_callers_calls_are_kept_with_their_results() {
    ChatDoor door = door();
    String tools =
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}}]}";
    upstream.then(
        calls(new Call("call_1", "query_memory", "{}"), new Call("call_2", "weather", "{}")),
        says("Snow."));
    ArrayNode messages = messages(message("user", "Weather?"));
    String[] headers = {"X-User-Id", "dora", "X-Conversation-Id", "c-1"};
    HttpResponse<String> handed =
        door.chat(body(messages, false).replaceFirst("}$", tools), headers);
    messages.add(json(handed).at("/choices/0/message"));
    messages.add(message("tool", "snow").put("tool_call_id", "call_2"));
    door.chat(body(messages, false).replaceFirst("}$", tools), headers);
    door.shut();

    assertThat(history("dora").findValuesAsText("role"))
        .containsExactly("user", "assistant", "tool", "assistant");
    assertThat(history("dora").get(1).path("tool_calls").findValuesAsText("id"))
        .containsExactly("call_2");
  }

  @Test
  void what_was_asked_is_kept_where_there_is_no_answer() {
    ChatDoor door = door();
    upstream.then((_, reply) -> reply.cut());
    chat(door, "eve", messages(message("user", "Are you there?")));
    upstream.then((_, reply) -> reply.stream().event(delta("{\"content\":\"Half an\"}")).cut());
    door.chat(
        body(messages(message("user", "Are you there?")), true),
        "X-User-Id",
        "eve",
        "X-Conversation-Id",
        "c-1");
    door.shut();

    assertThat(stored("eve")).containsExactly("user: Are you there?", "assistant: Half an");
  }

  @Test
  void a_streamed_refusal_is_kept_and_an_answer_that_says_nothing_is_not() {
    ChatDoor door = door();
    String[] headers = {"X-User-Id", "kay", "X-Conversation-Id", "c-1"};
    ArrayNode messages = messages(message("user", "Do it."));
    upstream.then(
        (_, reply) -> {
          reply.stream().event("{\"error\":{\"message\":\"busy\"}}");
          reply.end();
        },
        (_, reply) -> {
          reply.stream().event(delta("{\"role\":\"assistant\",\"content\":\"\"}"));
          reply.event(delta("{\"refusal\":\"I \"}")).event(delta("{\"refusal\":\"won't.\"}"));
          reply.done();
        });
    door.chat(body(messages, true), headers);
    door.chat(body(messages, true), headers);
    door.shut();

    assertThat(history("kay").findValuesAsText("role")).containsExactly("user", "assistant");
    assertThat(history("kay").get(1).path("refusal").asText()).isEqualTo("I won't.");
  }

  @Test
  void what_is_no_message_keeps_no_other_from_being_kept() {
    ChatDoor door = door();
    ArrayNode odd = messages(message("user", "One"), message("robot", "Two"));
    odd.add(7);
    odd.add(message("user", "Three").put("timestamp", "yesterday").put("tokens", -1));
    odd.add(WireJson.MAPPER.createObjectNode().put("role", "user").put("content", 7));
    chat(door, "fay", odd);
    door.shut();
    assertThat(stored("fay")).containsExactly("user: One", "user: Three", "assistant: OK.");
  }

  @Test
  void without_a_conversation_no_message_is_kept() {
    ChatDoor door = door();
    door.says("gus", "Hello");
    door.shut();
    assertThat(stored("gus")).isEmpty();
  }

  @Test
  void a_conversation_of_ten_megabytes_is_kept() {
    ChatDoor door = door();
    ArrayNode messages = messages();
    for (int i = 0; i < 1_000; i++) {
      messages.add(message("user", "Line %d: %s".formatted(i, "lorem ipsum ".repeat(870))));
    }
    assertThat(body(messages, false).length()).isGreaterThan(10_000_000);
    HttpResponse<String> answer = chat(door, "hal", messages);
    assertThat(answer.statusCode()).isEqualTo(200);
    await(() -> call("hal", "get_conversation").path("message_count").asInt() == 1_000);
    door.shut();
  }

  /// For what takes longer than a door that closes waits.
  private static void await(BooleanSupplier reached) {
    while (!reached.getAsBoolean()) {
      Thread.yield(); // the test's timeout is the limit
    }
  }

  @Test
  void what_the_user_says_is_extracted_if_it_is_asked_for() {
    ChatDoor door = door();
    door.says("jan", "I live in Porto and I work as a nurse.");
    door.says("ida", "I live in Porto and I work as a nurse.", "X-Keepsake-Extract", "on");
    await(() -> door.remembered("ida").stream().anyMatch(text -> text.contains("Porto")));
    door.shut();
    assertThat(door.remembered("jan")).isEmpty();
  }
}
