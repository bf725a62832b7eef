package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.config.StartupFailure;
import dev.keepsake.server.mcp.ToyMemory;
import dev.keepsake.server.observe.PrometheusMetrics;
import dev.keepsake.tool.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class HttpDoorTest {
  private static OpenDoor door;

  @BeforeAll
  static void open() {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void a_path_that_is_not_there_is_a_problem_with_a_correlation_id() throws Exception {
    var response = door.get("/nowhere");
    assertProblem(response, 404, "unknown-path");
    String id = response.headers().firstValue("X-Correlation-Id").orElseThrow();
    assertThat(problem(response).path("instance").asText()).endsWith(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp/", "/mcp/x", "/mcp/../mcp/x"})
  void beside_mcp_there_is_nothing(String path) throws Exception {
    assertProblem(door.send(door.mcp("{}").uri(door.uri(path))), 404, "unknown-path");
  }

  @Test
  void a_method_that_health_does_not_take_is_a_problem() throws Exception {
    assertProblem(
        door.send(HttpRequest.newBuilder(door.uri("/health/live")).POST(BodyPublishers.noBody())),
        405,
        "method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "OPTIONS", "HEAD", "TRACE"})
  void a_method_that_mcp_does_not_take_is_a_problem(String method) throws Exception {
    var response =
        door.send(HttpRequest.newBuilder(door.uri("/mcp")).method(method, BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST, GET, DELETE");
  }

  @Test
  void a_correlation_id_that_is_fit_comes_back() throws Exception {
    var response =
        door.send(
            HttpRequest.newBuilder(door.uri("/health/live")).header("X-Correlation-Id", "my-1"));
    assertThat(response.headers().firstValue("X-Correlation-Id")).contains("my-1");
  }

  @Test
  void a_correlation_id_that_is_unfit_is_replaced() throws Exception {
    var response =
        door.send(
            HttpRequest.newBuilder(door.uri("/health/live"))
                .header("X-Correlation-Id", "x".repeat(129)));
    assertThat(response.headers().firstValue("X-Correlation-Id").orElseThrow()).hasSize(36);
  }

  /// A page whose name resolves to 127.0.0.1 would otherwise read every memory.
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "localhost:1"})
  void a_request_for_another_host_is_refused(String host) throws Exception {
    String answer =
        door.raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 421").contains("misdirected-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void every_name_of_this_machine_with_its_port_is_accepted(String host) throws Exception {
    String answer =
        door.raw(
            "GET /health/live HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
                .formatted(host, door.port()));
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  /// Javalin's own handlers don't run before the MCP servlet: the guard must stand before both.
  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://localhost:1", "null", "file://"})
  void a_page_of_another_origin_is_refused_at_mcp_too(String origin) throws Exception {
    assertProblem(
        door.send(door.mcp(OpenDoor.INITIALIZE).header("Origin", origin)), 403, "forbidden");
  }

  @Test
  void a_page_of_its_own_is_accepted() throws Exception {
    var response =
        door.send(
            door.mcp(OpenDoor.INITIALIZE).header("Origin", "http://localhost:" + door.port()));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_over_1_mib_is_refused() throws Exception {
    assertProblem(
        door.send(door.mcp("{\"x\":\"" + "x".repeat(1 << 20) + "\"}")), 413, "payload-too-large");
  }

  /// A check of Content-Length alone lets a chunked body through.
  @Test
  void a_chunked_body_over_1_mib_is_refused() throws Exception {
    var body =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[(1 << 20) + 1]));
    assertProblem(door.send(door.mcp("").POST(body)), 413, "payload-too-large");
  }

  /// Else the connection is reset under what the client still sends, and the answer with it.
  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/nowhere", "/api/v1/tools/save_memory"})
  void who_reads_after_sending_all_of_a_large_body_still_gets_the_refusal(String path)
      throws Exception {
    String body = "x".repeat(6 << 20);
    String answer =
        door.raw(
            "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, door.port(), body.length(), body));
    assertThat(answer).startsWith("HTTP/1.1 413").contains("payload-too-large");
  }

  @Test
  void who_never_stops_sending_is_cut_off() {
    String body = "x".repeat(64 << 20);
    assertThatThrownBy(() ->
            door.raw(
                "POST /mcp HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(door.port(), body.length(), body)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=x"})
  void another_content_type_is_refused(String type) throws Exception {
    assertProblem(
        door.send(door.mcp(OpenDoor.PING).setHeader("Content-Type", type)),
        415,
        "unsupported-media-type");
  }

  @Test
  void a_missing_content_type_is_refused() throws Exception {
    var request =
        HttpRequest.newBuilder(door.uri("/mcp")).POST(BodyPublishers.ofString(OpenDoor.PING));
    assertProblem(door.send(request), 415, "unsupported-media-type");
  }

  /// The SDK answers with the stack trace of its McpError.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello                                                | -32700",
        "''                                                   | -32600",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1}                       | -32600"
      })
  void a_bad_message_is_a_json_rpc_error_without_a_trace(String body, int code) throws Exception {
    var response = door.send(door.mcp(body));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(OpenDoor.message(response).at("/error/code").asInt()).isEqualTo(code);
    assertNoTrace(response);
  }

  @Test
  void an_initialize_of_the_wrong_inner_form_is_refused_without_a_trace() throws Exception {
    var response =
        door.send(
            door.mcp(
                OpenDoor.INITIALIZE.replace(
                    "\"capabilities\":{}", "\"capabilities\":{\"roots\":7}")));
    assertThat(response.statusCode()).isEqualTo(400);
    assertNoTrace(response);
  }

  @Test
  void a_session_that_is_not_there_is_404_without_a_trace() throws Exception {
    var response = door.send(door.mcp(OpenDoor.PING).header("Mcp-Session-Id", "gone"));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(OpenDoor.message(response).at("/error/message").asText()).contains("initialize");
    assertNoTrace(response);
    var stream =
        HttpRequest.newBuilder(door.uri("/mcp"))
            .header("Accept", "text/event-stream")
            .header("Mcp-Session-Id", "gone");
    assertThat(door.send(stream).statusCode()).isEqualTo(404);
  }

  @Test
  void a_call_without_a_session_is_400_without_a_trace() throws Exception {
    var response = door.send(door.mcp(OpenDoor.PING));
    assertThat(response.statusCode()).isEqualTo(400);
    assertNoTrace(response);
  }

  /// The SDK does not look at this header.
  @Test
  void an_unknown_protocol_version_is_refused() throws Exception {
    var response = door.send(door.mcp(OpenDoor.PING).header("MCP-Protocol-Version", "1999-01-01"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(OpenDoor.message(response).at("/error/message").asText())
        .contains("MCP-Protocol-Version", "2025-11-25");
  }

  @Test
  void broken_http_is_a_problem_and_names_no_server() throws Exception {
    String answer = door.raw("GET /health live HTTP/9\r\n\r\n");
    assertThat(answer).contains("application/problem+json").doesNotContain("Jetty", "<html");
  }

  @Test
  void a_port_in_use_is_told_in_one_sentence() {
    var taken = new HttpSettings("127.0.0.1", door.port(), Optional.empty());
    assertThatThrownBy(() -> start(taken))
        .isInstanceOf(StartupFailure.class)
        .hasMessage(
            "Cannot listen on 127.0.0.1, port %d: end what listens there, or choose another port."
                .formatted(door.port()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void a_host_that_others_can_reach_is_refused(String host) {
    assertThatThrownBy(() -> start(new HttpSettings(host, 0, Optional.empty())))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("Will not listen on " + host)
        .hasMessageContaining("keepsake key create");
  }

  @Test
  void a_host_that_does_not_exist_is_refused() {
    assertThatThrownBy(() -> start(new HttpSettings("no.such.invalid", 0, Optional.empty())))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("use 127.0.0.1");
  }

  private static HttpDoor start(HttpSettings settings) {
    var memory = new ToyMemory();
    return HttpDoor.start(
        settings,
        ToyMemory.authenticator(),
        ToyMemory.IDS,
        memory.endpoint(settings.defaultUser(), settings.maxBodyBytes()),
        List.of(new ToolsApi(memory.tools(), settings.defaultUser(), new WorkLimit())),
        new Health(() -> {}, dev.keepsake.embed.EmbedderState.Ready::new),
        new PrometheusMetrics());
  }

  @Test
  void closing_lets_a_running_call_end() throws Exception {
    var own = new OpenDoor();
    var request = own.call("{\"name\":\"hold\",\"arguments\":{\"name\":\"late\"}}").build();
    var answer = own.http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    own.memory.awaitHeld("late");
    var closing = CompletableFuture.runAsync(own::close);
    own.memory.release("late");
    assertThat(OpenDoor.message(answer.get(20, TimeUnit.SECONDS)).has("result")).isTrue();
    closing.get(20, TimeUnit.SECONDS);
  }

  /// A stream on which a client listens never ends by itself: stopping would always take the 5 s.
  @Test
  void closing_does_not_wait_for_listening_clients() throws Exception {
    var own = new OpenDoor();
    var listen =
        HttpRequest.newBuilder(own.uri("/mcp"))
            .header("Accept", "text/event-stream")
            .header("Mcp-Session-Id", own.newSession())
            .build();
    var stream = own.http.sendAsync(listen, HttpResponse.BodyHandlers.ofInputStream());
    long start = System.nanoTime();
    own.close();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
    assertThat(stream.handle((_, _) -> true).get(20, TimeUnit.SECONDS)).isTrue();
  }

  private static JsonNode problem(HttpResponse<String> response) throws IOException {
    return WireJson.MAPPER.readTree(response.body());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem(response).path("code").asText()).isEqualTo(code);
    assertThat(problem(response).path("detail").asText()).isNotBlank();
    assertNoTrace(response);
  }

  private static void assertNoTrace(HttpResponse<String> response) {
    assertThat(response.body())
        .doesNotContain("stackTrace", "Exception", ".java", "io.modelcontextprotocol");
  }
}
