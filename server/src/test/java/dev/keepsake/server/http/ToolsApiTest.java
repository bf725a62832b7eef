package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.tool.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Function calling over the real door, before tools that answer, wait and break.
@Timeout(30)
final class ToolsApiTest {
  private static OpenDoor door;

  @BeforeAll
  static void open() {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', /0/function/name",
    "?format=openai, /0/function/name",
    "?format=anthropic, /0/name",
    "?format=gemini, /functionDeclarations/0/name",
    "?format=mcp, /tools/0/name"
  })
  void the_schemas_come_in_the_form_of_each_vendor(String query, String name) throws Exception {
    var response = door.get("/api/v1/tools" + query);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(json(response).at(name).asText()).isEqualTo("echo");
  }

  @Test
  void the_form_of_mcp_is_what_mcp_itself_lists() throws Exception {
    var listed =
        door.send(
            door.mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .header("Mcp-Session-Id", door.newSession()));
    assertThat(json(door.get("/api/v1/tools?format=mcp")).path("tools"))
        .containsExactlyInAnyOrderElementsOf(OpenDoor.message(listed).at("/result/tools"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cohere", "", "OpenAI", "openai,mcp"})
  void an_unknown_format_is_a_problem_that_names_the_known_ones(String format) throws Exception {
    var response = door.get("/api/v1/tools?format=" + format);
    assertProblem(response, 400, "invalid-input");
    assertThat(json(response).path("detail").asText()).contains("openai, anthropic, gemini, mcp");
  }

  @Test
  void a_call_is_answered_with_the_record_of_the_tool_on_a_virtual_thread() throws Exception {
    var response = door.send(call("echo", "{\"text\":\"hi\",\"times\":2}"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body())
        .isEqualTo("{\"action\":\"echoed\",\"text\":\"hihi\",\"user\":\"ada\",\"virtual\":true}");
  }

  @Test
  void headers_name_user_conversation_and_correlation() throws Exception {
    var response =
        door.send(
            call("echo", "{\"text\":\"a\"}")
                .header("X-User-Id", "bob")
                .header("X-Conversation-Id", "c-1")
                .header("X-Correlation-Id", "k-1"));
    assertThat(json(response).path("user").asText()).isEqualTo("bob");
    assertThat(json(response).path("conversation").asText()).isEqualTo("c-1");
    assertThat(response.headers().allValues("X-Correlation-Id")).containsExactly("k-1");
  }

  @Test
  void a_user_named_in_utf_8_is_read_as_such() throws Exception {
    assertThat(raw("echo", "X-User-Id: zoë\r\n", "{\"text\":\"a\"}")).contains("\"user\":\"zoë\"");
  }

  @ParameterizedTest
  @CsvSource({"X-User-Id, ''", "X-User-Id, LONG", "X-Conversation-Id, LONG"})
  void a_name_that_is_none_is_a_problem_that_names_the_header(String header, String value)
      throws Exception {
    String name = value.replace("LONG", "x".repeat(300));
    var response = door.send(call("echo", "{\"text\":\"a\"}").header(header, name));
    assertProblem(response, 400, "invalid-input");
    assertThat(json(response).path("detail").asText()).contains(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-User-Id", "X-Conversation-Id", "X-Correlation-Id"})
  void a_header_that_is_sent_twice_must_be_the_same_twice(String header) throws Exception {
    var differing =
        door.send(call("echo", "{\"text\":\"a\"}").header(header, "a").header(header, "b"));
    assertProblem(differing, 400, "invalid-input");
    assertThat(json(differing).path("detail").asText()).contains(header, "twice");
    var same = door.send(call("echo", "{\"text\":\"a\"}").header(header, "a").header(header, "a"));
    assertThat(same.statusCode()).isEqualTo(200);
  }

  @Test
  void an_unknown_tool_is_a_404_that_names_the_tools() throws Exception {
    var response = door.send(call("sing", "{}"));
    assertProblem(response, 404, "unknown-tool");
    assertThat(json(response).path("detail").asText()).contains("`sing`", "echo, hold, broken");
  }

  @Test
  void a_wrong_argument_is_a_400_with_the_fields() throws Exception {
    var response = door.send(call("echo", "{\"text\":\"a\",\"times\":9,\"loud\":true}"));
    assertProblem(response, 400, "invalid-input");
    assertThat(json(response).path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("times", "loud");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":                       | is not JSON (line 1, column 9)",
        "hello                            | is not JSON",
        "{} {}                            | is not JSON",
        "{\"text\":\"a\",\"text\":\"b\"}  | names a field twice",
        "''                               | must be a JSON object",
        "[1]                              | must be a JSON object",
        "\"text\"                         | must be a JSON object",
        "null                             | must be a JSON object"
      })
  void a_body_that_is_no_json_object_is_a_400_that_says_so(String body, String detail)
      throws Exception {
    var response = door.send(call("echo", body));
    assertProblem(response, 400, "invalid-input");
    assertThat(json(response).path("detail").asText()).contains(detail);
  }

  @Test
  void json_nested_without_end_is_a_400() throws Exception {
    var response = door.send(call("echo", "{\"text\":" + "[".repeat(100_000)));
    assertProblem(response, 400, "invalid-input");
  }

  @Test
  void bytes_that_are_not_utf_8_are_a_400() throws Exception {
    byte[] body = "{\"text\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    var response = door.send(call("echo", "").POST(BodyPublishers.ofByteArray(body)));
    assertProblem(response, 400, "invalid-input");
    assertThat(json(response).path("detail").asText()).contains("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=x"})
  void another_content_type_is_a_415(String type) throws Exception {
    var response = door.send(call("echo", "{}").setHeader("Content-Type", type));
    assertProblem(response, 415, "unsupported-media-type");
  }

  @Test
  void a_body_over_1_mib_is_a_413_with_and_without_a_length() throws Exception {
    byte[] large = new byte[(1 << 20) + 1];
    var known = sendTooMuch(BodyPublishers.ofByteArray(large));
    assertProblem(known, 413, "payload-too-large");
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
    var unknown = sendTooMuch(chunked);
    assertProblem(unknown, 413, "payload-too-large");
    assertThat(json(unknown).path("detail").asText()).contains("1,048,576 bytes");
  }

  /// The door answers before it has read everything and closes, and a client that is still sending
  /// may find the connection reset before it reads the answer (RFC 9112, 9.6): it has to try again.
  private HttpResponse<String> sendTooMuch(BodyPublisher body)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return door.send(call("echo", "").POST(body));
      } catch (IOException reset) {
        if (attempt == 5) {
          throw reset;
        }
      }
    }
  }

  @Test
  void a_bug_in_a_tool_is_a_500_that_tells_the_correlation_id_alone() throws Exception {
    var response = door.send(call("broken", "{}").header("X-Correlation-Id", "k-7"));
    assertProblem(response, 500, "internal");
    assertThat(json(response).path("instance").asText()).endsWith("k-7");
    assertThat(response.body()).doesNotContain("select");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/tools/echo, 405, method-not-allowed",
    "DELETE, /api/v1/tools/echo, 405, method-not-allowed",
    "POST, /api/v1/tools, 405, method-not-allowed",
    "GET, /api/v1, 404, unknown-path",
    "POST, /api/v1/tools/echo/twice, 404, unknown-path"
  })
  void other_methods_and_paths_are_problems(String method, String path, int status, String code)
      throws Exception {
    var request =
        HttpRequest.newBuilder(door.uri(path)).method(method, BodyPublishers.ofString("{}"));
    assertProblem(door.send(request), status, code);
  }

  @Test
  void a_page_of_another_origin_may_not_call() throws Exception {
    var request = call("echo", "{\"text\":\"a\"}").header("Origin", "https://evil.example");
    assertProblem(door.send(request), 403, "forbidden");
  }

  @Test
  void calls_beyond_the_limit_are_refused_at_once_and_taken_again_later() throws Exception {
    var held = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < OpenDoor.MOST; i++) {
      var request = call("hold", "{\"name\":\"full-%d\"}".formatted(i)).build();
      held.add(door.http.sendAsync(request, BodyHandlers.ofString()));
      door.memory.awaitHeld("full-" + i);
    }
    var response = door.send(call("echo", "{\"text\":\"a\"}"));
    assertProblem(response, 503, "overloaded");
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(door.get("/health/live").statusCode()).isEqualTo(200);
    for (int i = 0; i < OpenDoor.MOST; i++) {
      door.memory.release("full-" + i);
      assertThat(held.get(i).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(door.send(call("echo", "{\"text\":\"a\"}")).statusCode()).isEqualTo(200);
  }

  /// More of them than may be in work: each has to give its place back.
  @Test
  void clients_that_go_away_in_mid_body_leave_nothing_behind() throws Exception {
    for (int i = 0; i < 3 * OpenDoor.MOST; i++) {
      try (var socket = new Socket("127.0.0.1", door.port())) {
        socket.getOutputStream().write(head("echo", "", 1_000).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write('{');
        socket.getOutputStream().flush();
      }
    }
    assertTakesCallsAgain();
  }

  @Test
  void clients_that_go_away_before_the_answer_leave_nothing_behind() throws Exception {
    for (int i = 0; i < 3 * OpenDoor.MOST; i++) {
      String name = "gone-" + i;
      try (var socket = new Socket("127.0.0.1", door.port())) {
        String body = "{\"name\":\"" + name + "\"}";
        socket
            .getOutputStream()
            .write((head("hold", "", body.length()) + body).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        door.memory.awaitHeld(name);
        socket.setSoLinger(true, 0); // a reset, not a farewell
      }
      door.memory.release(name);
    }
    assertTakesCallsAgain();
  }

  @Test
  void a_chunk_that_is_none_is_a_400_and_leaves_nothing_behind() throws Exception {
    for (int i = 0; i < 2 * OpenDoor.MOST; i++) {
      String answer =
          door.raw(
              "POST /api/v1/tools/echo HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(door.port())
                  + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception", ".java");
    }
    assertTakesCallsAgain();
  }

  @Test
  void closing_lets_a_running_call_end() throws Exception {
    var own = new OpenDoor();
    var request = call(own, "hold", "{\"name\":\"late\"}").build();
    var answer = own.http.sendAsync(request, BodyHandlers.ofString());
    own.memory.awaitHeld("late");
    var closing = CompletableFuture.runAsync(own::close);
    own.memory.release("late");
    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    closing.get(20, TimeUnit.SECONDS);
  }

  /// What a client left behind is noticed by its connection's thread, at its own time.
  private static void assertTakesCallsAgain() throws Exception {
    int status;
    do {
      status = door.send(call("echo", "{\"text\":\"a\"}")).statusCode();
    } while (status == 503); // the test's timeout is the limit
    assertThat(status).isEqualTo(200);
  }

  private static HttpRequest.Builder call(String tool, String arguments) {
    return call(door, tool, arguments);
  }

  private static HttpRequest.Builder call(OpenDoor at, String tool, String arguments) {
    return HttpRequest.newBuilder(at.uri("/api/v1/tools/" + tool))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(arguments));
  }

  private static String raw(String tool, String headers, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return door.raw(head(tool, "Connection: close\r\n" + headers, length) + body);
  }

  private static String head(String tool, String headers, int length) {
    return "POST /api/v1/tools/%s HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(tool, door.port())
        + "Content-Type: application/json\r\n"
        + headers
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return WireJson.MAPPER.readTree(response.body());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
    assertThat(problem.path("detail").asText()).isNotBlank();
    String id = response.headers().firstValue("X-Correlation-Id").orElseThrow();
    assertThat(problem.path("instance").asText()).endsWith(id);
    assertThat(response.body()).doesNotContain("stackTrace", "Exception", ".java");
  }
}
