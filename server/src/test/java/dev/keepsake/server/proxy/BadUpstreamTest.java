package dev.keepsake.server.proxy;

import static dev.keepsake.server.proxy.ChatDoor.events;
import static dev.keepsake.server.proxy.ChatDoor.header;
import static dev.keepsake.server.proxy.ChatDoor.json;
import static dev.keepsake.server.proxy.ChatDoor.saying;
import static dev.keepsake.server.proxy.ScriptedUpstream.delta;
import static dev.keepsake.server.proxy.ScriptedUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.proxy.ScriptedUpstream.Turn;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.ProxySettings.Behind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Upstreams that are down, slow, cut off or mad: the caller is told as OpenAI would tell it, and
/// nothing hangs.
@Timeout(60)
final class BadUpstreamTest {
  private static final String STREAM = ",\"stream\":true";

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static Keepsake keepsake;
  private static ScriptedUpstream upstream;
  private static ChatDoor door;

  @BeforeAll
  static void open() throws IOException {
    keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system());
    upstream = new ScriptedUpstream();
    door = new ChatDoor(keepsake, upstream, Duration.ofSeconds(1));
  }

  @AfterAll
  static void close() throws IOException {
    door.close();
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  private static HttpResponse<String> ask(String more) {
    return door.send(door.request(saying("Hello", more)));
  }

  private static void assertFails(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo(code);
    assertThat(json(answer).at("/error/type").asText()).isEqualTo("server_error");
    assertThat(json(answer).at("/error/message").asText()).isNotBlank();
    assertThat(json(answer).path("error").has("param")).isTrue();
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
  }

  @Test
  void one_that_is_down_is_a_502() throws IOException {
    URI nobody;
    try (var socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }
    var other =
        new ChatDoor(
            keepsake,
            upstream,
            ProxySettings.before(new Behind.Endpoint(nobody, Optional.empty())));
    assertFails(other.chat(saying("Hello", "")), 502, "upstream_unavailable");
    assertFails(other.chat(saying("Hello", STREAM)), 502, "upstream_unavailable");
    other.shut();
  }

  @Test
  void where_there_is_none_it_is_said_what_to_set() {
    var other =
        new ChatDoor(
            keepsake, upstream, ProxySettings.before(new Behind.Nobody("Set OPENAI_API_KEY.")));
    HttpResponse<String> answer = other.chat(saying("Hello", ""));
    assertFails(answer, 503, "upstream_not_configured");
    assertThat(json(answer).at("/error/message").asText()).isEqualTo("Set OPENAI_API_KEY.");
    assertThat(header(answer, "X-Should-Retry")).isEqualTo("false");
    other.shut();
  }

  @Test
  void one_that_does_not_answer_is_a_504() {
    Turn silent = (_, reply) -> reply.isHungUpOn(Duration.ofSeconds(20));
    upstream.then(silent, silent);
    assertFails(ask(""), 504, "upstream_timeout");
    assertFails(ask(STREAM), 504, "upstream_timeout");
  }

  @Test
  void one_that_falls_silent_before_its_first_event_too() {
    upstream.then((_, reply) -> reply.stream().isHungUpOn(Duration.ofSeconds(20)));
    assertFails(ask(STREAM), 504, "upstream_timeout");
  }

  @Test
  void one_that_falls_silent_in_a_stream_ends_it_with_an_error() {
    upstream.then((_, reply) ->
        reply.stream().event(delta("{\"content\":\"one\"}")).isHungUpOn(Duration.ofSeconds(20)));
    HttpResponse<String> answer = ask(STREAM);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("data: " + delta("{\"content\":\"one\"}") + "\n\n");
    assertThat(events(answer.body()).getLast().at("/error/code").asText())
        .isEqualTo("upstream_timeout");
  }

  @Test
  void one_that_hangs_up_before_it_answers_is_a_502() {
    upstream.then((_, reply) -> reply.cut(), (_, reply) -> reply.cut());
    assertFails(ask(""), 502, "upstream_unavailable");
    assertFails(ask(STREAM), 502, "upstream_unavailable");
  }

  @Test
  void one_that_hangs_up_within_its_answer_too() {
    upstream.then((_, reply) -> {
      reply.raw(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
      reply.cut();
    });
    assertFails(ask(""), 502, "upstream_interrupted");
  }

  @Test
  void a_stream_that_is_cut_ends_with_an_error_after_what_has_come() {
    Turn cut = (_, reply) -> reply.stream().event(delta("{\"content\":\"one\"}")).cut();
    Turn ended = (_, reply) -> reply.stream().event(delta("{\"content\":\"one\"}")).end();
    upstream.then(cut, ended);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = ask(STREAM);
      assertThat(answer.body()).startsWith("data: " + delta("{\"content\":\"one\"}") + "\n\n");
      assertThat(events(answer.body()).getLast().at("/error/code").asText())
          .isEqualTo("upstream_interrupted");
      assertThat(answer.body()).doesNotContain("[DONE]");
    }
  }

  /// The rest of an answer may be there already when the wire breaks.
  @Test
  void what_came_with_the_cut_is_not_lost() {
    for (int i = 0; i < 5; i++) {
      upstream.then((_, reply) -> {
        for (int event = 0; event < 50; event++) {
          reply = event == 0 ? reply.stream() : reply;
          reply.event(delta("{\"content\":\"" + event + "\"}"));
        }
        reply.cut();
      });
      assertThat(ask(STREAM).body()).contains(delta("{\"content\":\"49\"}"));
    }
  }

  @Test
  void one_that_says_done_and_stays_is_not_waited_for() {
    upstream.then(
        (_, reply) ->
            reply.stream()
                .event(delta("{\"content\":\"one\"}"))
                .event("[DONE]")
                .isHungUpOn(Duration.ofSeconds(20)),
        (_, reply) -> {
          reply.stream().event(delta("{\"content\":\"two\"}"));
          reply.event("[DONE]").cut();
        });
    String done = "\n\ndata: [DONE]\n\n";
    assertThat(ask(STREAM).body()).isEqualTo("data: " + delta("{\"content\":\"one\"}") + done);
    assertThat(ask(STREAM).body()).isEqualTo("data: " + delta("{\"content\":\"two\"}") + done);
  }

  @Test
  void nonsense_is_a_502() {
    upstream.then(
        (_, reply) -> reply.whole(200, "text/html", "<html>"),
        (_, reply) -> reply.whole(200, "application/json", "[{\"choices\":[]}]"),
        (_, reply) -> reply.whole(302, "text/html", "", "Location: http://127.0.0.1:1/"),
        (_, reply) -> {
          reply.stream().event("<html>");
          reply.end();
        });
    assertFails(ask(""), 502, "upstream_invalid_answer");
    assertFails(ask(STREAM), 502, "upstream_invalid_answer");
    assertFails(ask(""), 502, "upstream_invalid_answer");
    assertFails(ask(STREAM), 502, "upstream_invalid_answer");
  }

  @Test
  void something_else_than_http_is_a_502() {
    upstream.then((_, reply) -> {
      reply.raw("SSH-2.0-whatever\r\n\r\n");
      reply.cut();
    });
    assertFails(ask(""), 502, "upstream_unavailable");
  }

  @Test
  void json_that_is_no_answer_is_passed_on() {
    upstream.then(
        (_, reply) -> reply.json("{\"error\":{\"message\":\"busy\"}}"),
        (_, reply) -> reply.json("{\"choices\":[{\"message\":7}]}"));
    assertThat(ask("").body()).isEqualTo("{\"error\":{\"message\":\"busy\"}}");
    assertThat(ask("").body()).isEqualTo("{\"choices\":[{\"message\":7}]}");
  }

  @Test
  void its_own_errors_arrive_as_they_are_but_for_our_key() {
    String body = "{ \"error\": {\"message\":\"Rate limit\",\"code\":\"rate_limit_exceeded\"} }";
    upstream.then(
        (_, reply) -> reply.whole(429, "application/json", body, "Retry-After: 7"),
        (_, reply) ->
            reply.whole(
                401,
                "application/json",
                "{\"error\":{\"message\":\"Incorrect API key: %s.\"}}".formatted(ChatDoor.KEY)),
        (_, reply) -> reply.whole(500, "text/plain", "oops"));

    HttpResponse<String> limited = ask("");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.body()).isEqualTo(body);
    assertThat(header(limited, "Retry-After")).isEqualTo("7");
    HttpResponse<String> unknown = ask(STREAM);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).contains("Incorrect API key: ***.");
    HttpResponse<String> broken = ask("");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).isEqualTo("oops");
    assertThat(upstream.asked).hasSize(3);
  }

  @Test
  void an_error_behind_a_200_does_not_tell_our_key_either() {
    String error = "{\"error\":{\"message\":\"No credit for %s.\"}}";
    upstream.then(
        (_, reply) -> reply.json(error.formatted(ChatDoor.KEY)),
        (_, reply) -> {
          reply.stream().event(error.formatted(ChatDoor.KEY));
          reply.end();
        });
    assertThat(ask("").body()).isEqualTo(error.formatted("***"));
    assertThat(ask(STREAM).body()).isEqualTo("data: " + error.formatted("***") + "\n\n");
  }

  @Test
  void an_error_after_a_round_of_tools_is_told_in_the_stream() {
    upstream.then(
        ScriptedUpstream.calls(new ScriptedUpstream.Call("call_1", "query_memory", "{}")),
        (_, reply) ->
            reply.whole(
                429, "application/json", "{\"error\":{\"message\":\"Wait.\",\"code\":\"limit\"}}"));
    HttpResponse<String> answer = ask(STREAM);
    assertThat(events(answer.body()).getLast().at("/error/message").asText()).isEqualTo("Wait.");
    assertThat(events(answer.body()).getLast().at("/error/code").asText()).isEqualTo("limit");
  }

  @Test
  void an_upstream_that_is_this_server_is_not_asked_for_ever() {
    upstream.forEver((asked, reply) -> {
      HttpResponse<String> answer = door.chat(asked.text(), "Via", asked.header("Via"));
      reply.whole(answer.statusCode(), "application/json", answer.body());
    });
    HttpResponse<String> answer = ask("");
    assertThat(answer.statusCode()).isEqualTo(508);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("upstream_loop");
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void afterwards_everything_goes_on() {
    upstream.then(says("Hi."));
    assertThat(json(ask("")).at("/choices/0/message/content").asText()).isEqualTo("Hi.");
  }
}
