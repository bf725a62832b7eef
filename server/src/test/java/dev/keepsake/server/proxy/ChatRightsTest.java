package dev.keepsake.server.proxy;

import static dev.keepsake.server.proxy.ChatDoor.header;
import static dev.keepsake.server.proxy.ChatDoor.json;
import static dev.keepsake.server.proxy.ChatDoor.saying;
import static dev.keepsake.server.proxy.ScriptedUpstream.calls;
import static dev.keepsake.server.proxy.ScriptedUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.proxy.ScriptedUpstream.Call;
import dev.keepsake.tool.Right;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys, rights, and a memory that fails.
@Timeout(120)
final class ChatRightsTest {
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  @TempDir(factory = ReadyHome.class)
  private static Path other;

  private static ChatDoor door;
  private static ScriptedUpstream upstream;
  private static String all;
  private static String reading;
  private static String none;

  @BeforeAll
  static void open() throws IOException {
    Keepsake keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system());
    all = key(keepsake, "all", Right.READ, Right.WRITE);
    reading = key(keepsake, "reading", Right.READ);
    none = key(keepsake, "none", Right.ADMIN);
    upstream = new ScriptedUpstream();
    door = new ChatDoor(keepsake, upstream, Duration.ofSeconds(20));
  }

  @AfterAll
  static void close() throws IOException {
    door.close();
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  private static String key(Keepsake keepsake, String client, Right... rights) {
    return keepsake
        .accessKeys()
        .create(
            new KeyRequest(
                OrganizationName.LOCAL,
                new ClientName(client),
                Optional.empty(),
                Optional.of(Set.of(rights)),
                Optional.empty(),
                Optional.empty()))
        .text()
        .reveal();
  }

  private static HttpResponse<String> chat(String key, String text, String... headers) {
    return door.send(
        door.request(saying(text, ""), headers).header("Authorization", "Bearer " + key));
  }

  @Test
  void without_a_key_of_ours_there_is_no_answer_and_openais_words_say_so() {
    for (HttpResponse<String> answer :
        List.of(door.chat(saying("Hello", "")), chat("sk-whatever", "Hello"))) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).at("/error/code").asText()).isEqualTo("invalid_api_key");
      assertThat(json(answer).at("/error/type").asText()).isEqualTo("invalid_request_error");
    }
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void the_model_is_offered_what_the_caller_may_do() {
    chat(all, "Hello", "X-User-Id", "bea");
    assertThat(upstream.last().tools()).hasSize(4);
    chat(reading, "Hello", "X-User-Id", "bea");
    assertThat(upstream.last().tools()).containsExactly("query_memory");
    HttpResponse<String> answer = chat(none, "Hello", "X-User-Id", "bea");
    assertThat(upstream.last().tools()).isEmpty();
    assertThat(upstream.last().text()).isEqualTo(saying("Hello", ""));
    assertThat(header(answer, "X-Keepsake-Memory")).isEqualTo("off");
  }

  @Test
  void what_is_saved_by_one_is_recalled_to_the_same_user_alone() {
    upstream.then(
        calls(
            new Call(
                "call_1",
                "save_memory",
                "{\"content\":\"The user keeps bees.\",\"memory_type\":\"fact\"}")),
        says("Noted."));
    HttpResponse<String> saved = chat(all, "I keep bees.", "X-User-Id", "cleo");
    assertThat(header(saved, "X-Keepsake-Saved")).isEqualTo("1");

    HttpResponse<String> same = chat(all, "Which animals do I keep?", "X-User-Id", "cleo");
    assertThat(header(same, "X-Keepsake-Recalled")).isEqualTo("1");
    HttpResponse<String> another = chat(all, "Which animals do I keep?", "X-User-Id", "dora");
    assertThat(header(another, "X-Keepsake-Recalled")).isEqualTo("0");
    assertThat(upstream.last().text()).doesNotContain("keeps bees");
  }

  @Test
  void without_a_user_the_model_answers_without_memory() {
    HttpResponse<String> answer = chat(all, "Hello");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "X-Keepsake-Memory")).isEqualTo("off");
    assertThat(upstream.last().text()).isEqualTo(saying("Hello", ""));
  }

  @Test
  void a_memory_that_fails_adds_a_header_and_nothing_else() throws IOException {
    Keepsake failing = Keepsake.open(KeepsakeSettings.defaults(other), InstantSource.system());
    String key = key(failing, "all", Right.READ, Right.WRITE);
    var before = new ChatDoor(failing, upstream, Duration.ofSeconds(20));
    String[] headers = {
      "Authorization", "Bearer " + key, "X-User-Id", "eve", "X-Conversation-Id", "c-1"
    };
    assertThat(header(before.chat(saying("Hello", ""), headers), "X-Keepsake-Memory"))
        .isEqualTo("ok");
    failing.close();

    HttpResponse<String> answer = before.chat(saying("Hello", ""), headers);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "X-Keepsake-Memory")).isEqualTo("unavailable");
    assertThat(upstream.last().text()).isEqualTo(saying("Hello", ""));

    upstream.then(calls(new Call("call_1", "query_memory", "{}")), says("I can't look that up."));
    HttpRequest.Builder unasked = before.request(saying("Hello", ""), headers);
    HttpResponse<String> later = before.send(unasked.header("X-Keepsake-Recall", "off"));
    assertThat(json(later).at("/choices/0/message/content").asText())
        .isEqualTo("I can't look that up.");
    assertThat(header(later, "X-Keepsake-Memory")).isEqualTo("unavailable");
    assertThat(before.metrics.page(null).text())
        .contains("keepsake_chat_memory_failures_total{what=\"answer\"} 2.0");
    before.shut();
  }
}
