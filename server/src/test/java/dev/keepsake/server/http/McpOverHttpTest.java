package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class McpOverHttpTest {
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
  void the_official_client_lists_and_calls_tools() {
    var transport =
        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + door.port())
            .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
            .build();
    try (var client = McpClient.sync(transport).build()) {
      var hello = client.initialize();
      assertThat(hello.serverInfo().name()).isEqualTo("keepsake");
      assertThat(hello.instructions()).contains("query_memory");
      assertThat(hello.capabilities().resources()).isNotNull();
      assertThat(client.listTools().tools()).hasSize(3);
      var answer =
          client.callTool(CallToolRequest.builder("echo").arguments(Map.of("text", "hi")).build());
      assertThat(answer.structuredContent())
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
          .containsEntry("text", "hi")
          .containsEntry("user", "ada")
          .containsEntry("virtual", true);
      var unknown = CallToolRequest.builder("sing").arguments(Map.of()).build();
      assertThatThrownBy(() -> client.callTool(unknown))
          .isInstanceOf(McpError.class)
          .hasMessageContaining("There is no tool `sing`");
    }
  }

  @Test
  void a_call_of_the_wrong_arguments_is_an_error_result() throws Exception {
    JsonNode result = answer("{\"name\":\"echo\",\"arguments\":[1]}");
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/structuredContent/detail").asText()).contains("must be a JSON object");
  }

  @Test
  void headers_name_user_and_conversation() throws Exception {
    var request =
        door.call("{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"}}")
            .header("X-User-Id", "bob")
            .header("X-Conversation-Id", "c-1");
    JsonNode content = OpenDoor.message(door.send(request)).at("/result/structuredContent");
    assertThat(content.path("user").asText()).isEqualTo("bob");
    assertThat(content.path("conversation").asText()).isEqualTo("c-1");
  }

  /// A header is bytes; as ISO 8859-1 the same name would be another user than in `_meta`.
  @Test
  void a_user_named_in_utf_8_is_the_same_in_header_and_meta() throws Exception {
    String session = door.newSession();
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo",\
        "arguments":{"text":"a"},"_meta":{"dev.keepsake/user_id":"zoë"}}}\
        """;
    String answer =
        door.raw(
            "POST /mcp HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
                    .formatted(door.port())
                + "Content-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\n"
                + "Mcp-Session-Id: %s\r\nX-User-Id: zoë\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(session, body.getBytes("UTF-8").length, body));
    assertThat(answer).contains("\"user\":\"zoë\"");
  }

  @Test
  void meta_names_user_conversation_and_correlation() throws Exception {
    var response =
        door.send(
            door.call(
                """
                {"name":"echo","arguments":{"text":"a"},"_meta":{"dev.keepsake/user_id":"bob",\
                "dev.keepsake/conversation_id":"c-2","dev.keepsake/correlation_id":"k-1"}}\
                """));
    JsonNode content = OpenDoor.message(response).at("/result/structuredContent");
    assertThat(content.path("user").asText()).isEqualTo("bob");
    assertThat(content.path("conversation").asText()).isEqualTo("c-2");
    assertThat(response.headers().allValues("X-Correlation-Id")).containsExactly("k-1");
  }

  @ParameterizedTest
  @CsvSource({
    "X-User-Id, dev.keepsake/user_id",
    "X-Conversation-Id, dev.keepsake/conversation_id",
    "X-Correlation-Id, dev.keepsake/correlation_id"
  })
  void a_header_and_meta_that_differ_are_invalid_input(String header, String key) throws Exception {
    var request =
        door.call(
                "{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"},\"_meta\":{\""
                    + key
                    + "\":\"a\"}}")
            .header(header, "b");
    JsonNode result = OpenDoor.message(door.send(request)).path("result");
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/structuredContent/detail").asText()).contains(header, key, "differ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-User-Id", "X-Conversation-Id", "X-Correlation-Id"})
  void a_header_that_is_sent_twice_must_be_the_same_twice(String header) throws Exception {
    String call = "{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"}}";
    var differing = door.send(door.call(call).header(header, "a").header(header, "b"));
    JsonNode result = OpenDoor.message(differing).path("result");
    assertThat(result.at("/structuredContent/code").asText()).isEqualTo("invalid-input");
    assertThat(result.at("/structuredContent/detail").asText()).contains(header, "twice");
    var same = door.send(door.call(call).header(header, "a").header(header, "a"));
    assertThat(OpenDoor.message(same).at("/result/isError").asBoolean(true)).isFalse();
  }

  /// Whoever guesses another session's id can answer its user's questions.
  @Test
  void the_ids_of_sessions_are_drawn_at_random() throws Exception {
    String correlation =
        door.send(door.mcp(OpenDoor.INITIALIZE))
            .headers()
            .firstValue("X-Correlation-Id")
            .orElseThrow();
    String first = door.newSession();
    String second = door.newSession();
    assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(second);
    assertThat(first.substring(0, 8))
        .isNotEqualTo(second.substring(0, 8))
        .isNotEqualTo(correlation.substring(0, 8));
  }

  /// What is being read is no call yet: the limit of calls in work does not bound it.
  @Test
  void messages_beyond_what_may_be_read_at_once_are_refused_and_taken_again_later()
      throws Exception {
    String session = door.newSession();
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 64; i++) {
        slow.add(beingRead());
      }
      var refused = door.send(door.mcp(OpenDoor.PING).header("Mcp-Session-Id", session));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body()).contains("Too many messages are being read");
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
    int status;
    do {
      status = door.send(door.mcp(OpenDoor.PING).header("Mcp-Session-Id", session)).statusCode();
    } while (status == 503); // the test's timeout is the limit
    assertThat(status).isEqualTo(200);
  }

  /// A message whose body does not come, once the server asks for it.
  private static Socket beingRead() throws Exception {
    var socket = door.socket();
    socket
        .getOutputStream()
        .write(
            ("POST /mcp HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(door.port())
                    + "Content-Type: application/json\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 1000\r\n\r\n")
                .getBytes("UTF-8"));
    socket.getOutputStream().flush();
    String asked = new String(socket.getInputStream().readNBytes(12), "UTF-8");
    assertThat(asked).isEqualTo("HTTP/1.1 100");
    return socket;
  }

  @Test
  void a_name_that_is_too_long_is_invalid_input_that_names_the_header() throws Exception {
    var request =
        door.call("{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"}}")
            .header("X-User-Id", "x".repeat(256));
    JsonNode result = OpenDoor.message(door.send(request)).path("result");
    assertThat(result.at("/structuredContent/code").asText()).isEqualTo("invalid-input");
    assertThat(result.at("/structuredContent/detail").asText()).contains("X-User-Id", "255");
  }

  @Test
  void a_blank_user_is_invalid_input() throws Exception {
    var request =
        door.call("{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"}}").header("X-User-Id", "");
    JsonNode result = OpenDoor.message(door.send(request)).path("result");
    assertThat(result.at("/structuredContent/detail").asText()).contains("X-User-Id");
  }

  @Test
  void a_bug_in_a_tool_tells_the_correlation_id_alone() throws Exception {
    var response = door.send(door.call("{\"name\":\"broken\"}").header("X-Correlation-Id", "k-7"));
    JsonNode result = OpenDoor.message(response).path("result");
    assertThat(result.at("/structuredContent/detail").asText()).contains("k-7");
    assertThat(response.body()).doesNotContain("select", "Exception", ".java");
  }

  @Test
  void a_cancelled_call_is_interrupted_and_not_answered() throws Exception {
    String session = door.newSession();
    var call =
        door.mcp(
                """
                {"jsonrpc":"2.0","id":"c","method":"tools/call",\
                "params":{"name":"hold","arguments":{"name":"web"}}}\
                """)
            .header("Mcp-Session-Id", session);
    var answer = door.http.sendAsync(call.build(), BodyHandlers.ofString());
    door.memory.awaitHeld("web");
    String cancel =
        """
        {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"c"}}\
        """;
    assertThat(door.send(door.mcp(cancel).header("Mcp-Session-Id", "other")).statusCode())
        .isEqualTo(404);
    assertThat(answer).isNotDone();
    assertThat(door.send(door.mcp(cancel).header("Mcp-Session-Id", session)).statusCode())
        .isEqualTo(202);
    door.memory.awaitCancelled("web");
    assertThat(answer.join().body()).doesNotContain("jsonrpc");
  }

  /// The socket is closed while the call is in work.
  @Test
  void a_client_that_goes_away_in_mid_call_harms_no_other() throws Exception {
    String session = door.newSession();
    for (int i = 0; i < 20; i++) {
      String name = "gone" + i;
      try (var socket = door.socket()) {
        socket.getOutputStream().write(held(session, name).getBytes("UTF-8"));
        socket.getOutputStream().flush();
        door.memory.awaitHeld(name);
      }
      door.memory.release(name);
    }
    assertThat(
            answer("{\"name\":\"echo\",\"arguments\":{\"text\":\"a\"}}").at("/isError").asBoolean())
        .isFalse();
  }

  private static String held(String session, String name) {
    String body =
        """
        {"jsonrpc":"2.0","id":"%s","method":"tools/call","params":{"name":"hold",\
        "arguments":{"name":"%s"},"_meta":{"progressToken":1}}}\
        """
            .formatted(name, name);
    return "POST /mcp HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(door.port())
        + "Content-Type: application/json\r\n"
        + "Accept: application/json, text/event-stream\r\n"
        + "Mcp-Session-Id: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(session, body.length(), body);
  }

  private static JsonNode answer(String params) throws Exception {
    return OpenDoor.message(door.send(door.call(params))).path("result");
  }
}
