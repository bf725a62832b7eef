package dev.keepsake.server.proxy;

import static dev.keepsake.server.proxy.ChatDoor.events;
import static dev.keepsake.server.proxy.ChatDoor.header;
import static dev.keepsake.server.proxy.ChatDoor.saying;
import static dev.keepsake.server.proxy.ChatDoor.streamed;
import static dev.keepsake.server.proxy.ScriptedUpstream.calls;
import static dev.keepsake.server.proxy.ScriptedUpstream.delta;
import static dev.keepsake.server.proxy.ScriptedUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.proxy.ScriptedUpstream.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Answers that come in parts.
@Timeout(120)
final class StreamedChatTest {
  private static final String STREAM = ",\"stream\":true";
  private static final String USAGE =
      ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
  private static final Call SAVE =
      new Call(
          "call_1",
          "save_memory",
          "{\"content\":\"The user lives in Oslo.\",\"memory_type\":\"fact\"}");

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static ChatDoor door;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void open() throws IOException {
    door = new ChatDoor(home);
    upstream = door.upstream;
  }

  @AfterAll
  static void close() throws IOException {
    door.close();
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  @AfterEach
  void openai_would_have_taken_everything() {
    assertThat(upstream.faults).isEmpty();
  }

  private static HttpResponse<String> chat(String user, String text, String more) {
    return door.send(door.request(saying(text, more)).header("X-User-Id", user));
  }

  @Test
  void a_stream_arrives_as_it_was_sent() {
    String stream =
        ": hello\n\n"
            + "event: x\r\n"
            + "data: "
            + " {\"choices\":[{\"delta\":{\"content\":\"\\u0041\"},\"index\":0}],\"new\":1e999}\r\n\r\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: [DONE]\n\n";
    upstream.then((_, reply) -> {
      reply.stream("X-Request-Id: req-1");
      for (int at = 0; at < stream.length(); at += 7) {
        reply.part(stream.substring(at, Math.min(stream.length(), at + 7)));
      }
      reply.end();
    });

    HttpResponse<String> answer = chat("bea", "Hello", STREAM);

    assertThat(answer.body()).isEqualTo(stream);
    assertThat(header(answer, "Content-Type")).startsWith("text/event-stream");
    assertThat(header(answer, "X-Request-Id")).isEqualTo("req-1");
    assertThat(header(answer, "X-Keepsake-Memory")).isEqualTo("ok");
  }

  @Test
  void an_event_is_there_before_the_next_is_sent() throws IOException, InterruptedException {
    var seen = new CountDownLatch(1);
    upstream.then((_, reply) -> {
      reply.stream().event(delta("{\"content\":\"one\"}"));
      if (!await(seen)) {
        return; // the test fails by what it has not read
      }
      reply
          .event(delta("{\"content\":\"two\"}"))
          .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
      reply.done();
    });

    var answer = door.open(door.request(saying("Hello", STREAM)).header("X-User-Id", "cleo"));
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).contains("one");
      seen.countDown();
      assertThat(lines.lines().filter(line -> line.contains("two"))).hasSize(1);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void a_turn_of_our_tools_alone_is_not_seen() {
    upstream.then(calls(SAVE), says("I will remember that."));

    HttpResponse<String> answer = chat("dora", "I live in Oslo.", USAGE);

    assertThat(streamed(answer)).isEqualTo("I will remember that.");
    assertThat(door.remembered("dora")).containsExactly("The user lives in Oslo.");
    List<JsonNode> events = events(answer.body());
    assertThat(answer.body()).doesNotContain("tool_calls").containsOnlyOnce("[DONE]");
    assertThat(events.stream().filter(e -> e.at("/choices/0/delta").has("role"))).hasSize(1);
    assertThat(events.stream().filter(e -> e.at("/choices/0/finish_reason").isTextual()))
        .hasSize(1);
    assertThat(events.stream().filter(e -> e.path("usage").isObject()))
        .singleElement()
        .satisfies(e -> assertThat(e.at("/usage/total_tokens").asInt()).isEqualTo(24));
  }

  @Test
  void what_was_saved_before_the_first_byte_is_told_in_the_headers() {
    upstream.then(
        (asked, reply) -> {
          reply.stream()
              .event(
                  delta(
                      "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"save_memory\",\"arguments\":%s}}]}"
                          .formatted(ScriptedUpstream.quoted(SAVE.arguments()))));
          reply.event(
              "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
          reply.done();
        },
        says("Done."));
    HttpResponse<String> answer = chat("eve", "I live in Oslo.", STREAM);
    assertThat(header(answer, "X-Keepsake-Saved")).isEqualTo("1");
  }

  private static final String WEATHER =
      STREAM
          + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}}]";

  @Test
  void the_callers_calls_are_streamed_without_ours_and_ours_come_back_to_the_model() {
    upstream.then(calls(SAVE, new Call("call_2", "weather", "{\"city\":\"Oslo\"}")), says("Snow."));

    HttpResponse<String> handed = chat("fay", "I live in Oslo. Weather?", WEATHER);

    List<JsonNode> parts =
        events(handed.body()).stream()
            .map(e -> e.at("/choices/0/delta/tool_calls"))
            .filter(JsonNode::isArray)
            .toList();
    assertThat(parts)
        .hasSize(3)
        .allSatisfy(part -> {
          assertThat(part).hasSize(1);
          assertThat(part.at("/0/index").asInt()).isZero();
        });
    assertThat(parts.getFirst().at("/0/id").asText()).isEqualTo("call_2");
    assertThat(handed.body()).containsOnlyOnce("[DONE]");
    assertThat(door.remembered("fay")).containsExactly("The user lives in Oslo.");

    String again =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"I live in Oslo. Weather?\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_2\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"call_2\",\"content\":\"snow\"}]%s}"
            .formatted(WEATHER);
    HttpResponse<String> answer = door.chat(again, "X-User-Id", "fay");

    assertThat(streamed(answer)).isEqualTo("Snow.");
    assertThat(upstream.last().json().at("/messages/2/tool_calls").findValuesAsText("id"))
        .containsExactly("call_1", "call_2");
    assertThat(upstream.last().json().at("/messages").findValuesAsText("tool_call_id"))
        .containsExactly("call_1", "call_2");
  }

  @Test
  void a_model_that_calls_for_ever_is_an_error_of_the_stream() {
    upstream.forEver((asked, reply) ->
        calls(new Call("call_" + asked.body().length, "query_memory", "{}")).answer(asked, reply));

    HttpResponse<String> answer = chat("gus", "Hello", STREAM);

    assertThat(events(answer.body()).getLast().at("/error/code").asText())
        .isEqualTo("too_many_tool_rounds");
    assertThat(answer.body()).doesNotContain("[DONE]");
    assertThat(upstream.asked).hasSize(4);
  }

  @Test
  void a_caller_who_goes_while_the_model_thinks_is_not_worked_for() throws Exception {
    var arrived = new CountDownLatch(1);
    var hungUp = new CompletableFuture<Boolean>();
    upstream.then((_, reply) -> {
      arrived.countDown();
      hungUp.complete(reply.isHungUpOn(Duration.ofSeconds(20)));
    });
    try (var socket = new Socket("127.0.0.1", door.port())) {
      send(socket, saying("Hello", STREAM), "");
      assertThat(await(arrived)).isTrue();
    }
    assertThat(hungUp.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void neither_is_one_who_goes_while_it_speaks() throws Exception {
    var hungUp = new CompletableFuture<Boolean>();
    upstream.then((_, reply) -> {
      reply.stream().event(delta("{\"content\":\"one\"}"));
      hungUp.complete(reply.isHungUpOn(Duration.ofSeconds(20)));
    });
    try (var socket = new Socket("127.0.0.1", door.port())) {
      send(socket, saying("Hello", STREAM), "");
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.lines().anyMatch(line -> line.contains("one"))).isTrue();
    }
    assertThat(hungUp.get(30, TimeUnit.SECONDS)).isTrue();
  }

  /// @param headers each with its end
  private static void send(Socket socket, String body, String headers) throws IOException {
    socket.setSoTimeout(20_000);
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-User-Id: hal\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(door.port(), body.length(), headers);
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /// The proxy looks whether the caller is still there, and finds the beginning of the next
  /// request.
  @Test
  void a_next_request_on_the_same_connection_is_not_lost() throws IOException {
    var arrived = new CountDownLatch(1);
    var looked = new CountDownLatch(1);
    upstream.then(
        (asked, reply) -> {
          arrived.countDown();
          await(looked);
          says("First.").answer(asked, reply);
        },
        says("Second."));
    try (var socket = new Socket("127.0.0.1", door.port())) {
      send(socket, saying("Hello", ""), "");
      assertThat(await(arrived)).isTrue();
      send(socket, saying("Hello again", ""), "Connection: close\r\n");
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(looked::countDown);
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers).contains("First.").contains("Second.");
    }
  }

  @Test
  void an_upstream_that_does_not_stream_answers_as_a_whole() {
    upstream.then((_, reply) ->
        reply.json(
            ScriptedUpstream.message("{\"role\":\"assistant\",\"content\":\"Hi\"}", "stop")));
    HttpResponse<String> answer = chat("jan", "Hello", STREAM);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).contains("\"Hi\"");
  }
}
