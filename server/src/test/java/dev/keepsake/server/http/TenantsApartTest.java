package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.policy.PolicyReading;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.tool.Right;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients with keys of their own, through the doors that they have.
@Timeout(120)
final class TenantsApartTest {
  private static final String CELLO =
      """
      {"content": "The user plays the cello.", "memory_type": "fact", "confidence": 0.9}\
      """;

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private KeyedDoor door;

  private enum Way {
    FUNCTION_CALLING,
    MCP
  }

  @BeforeEach
  void open() {
    door = new KeyedDoor(home);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @ParameterizedTest
  @EnumSource
  void users_of_one_name_in_two_organizations_are_two(Way way) throws Exception {
    String acme = door.key("acme", "assistant");
    String other = door.key("other", "assistant");

    String id = call(way, acme, "save_memory", CELLO).path("memory_id").asText();

    for (Way reading : Way.values()) {
      assertThat(call(reading, acme, "query_memory", "{}").toString()).contains("cello");
      assertThat(call(reading, other, "query_memory", "{}").toString()).doesNotContain("cello");
      JsonNode deleted =
          call(
              reading,
              other,
              "delete_memory",
              "{\"memory_ids\": [\"%s\"], \"confirm\": true}".formatted(id));
      assertThat(deleted.path("code").asText()).isEqualTo("not-found");
    }
    assertThat(call(way, other, "save_memory", CELLO).path("action").asText()).isEqualTo("created");
  }

  @ParameterizedTest
  @EnumSource
  void clients_of_one_organization_share_what_they_have_one_scope_for(Way way) throws Exception {
    String one = door.keyIn("one", "shared");
    String two = door.keyIn("two", "shared");
    String apart = door.keyIn("three", "apart");

    call(way, one, "save_memory", CELLO);

    assertThat(call(way, two, "query_memory", "{}").toString()).contains("cello");
    assertThat(call(way, apart, "query_memory", "{}").toString()).doesNotContain("cello");
  }

  @ParameterizedTest
  @EnumSource
  void who_may_only_read_does_not_save(Way way) throws Exception {
    String writer = door.key();
    String reader = door.keyWith("reader", Right.READ);
    call(way, writer, "save_memory", CELLO);

    JsonNode refused = call(way, reader, "save_memory", CELLO.replace("cello", "harp"));

    assertThat(refused.path("code").asText()).isEqualTo("forbidden");
    assertThat(refused.path("detail").asText()).contains("memory:write");
    assertThat(call(way, reader, "query_memory", "{}").toString()).contains("cello");
  }

  @Test
  void a_disabled_client_is_let_in_by_no_door() throws Exception {
    String key = door.key("acme", "assistant");
    String other = door.key("acme", "beside");
    String session = door.session(key);
    var acme = new OrganizationName("acme");
    var assistant = new ClientName("assistant");
    door.keepsake.clients().disable(acme, assistant);
    door.pass(Duration.ofSeconds(10));

    assertThat(door.send(as(key, door.tool("query_memory", "{}"))).statusCode()).isEqualTo(401);
    assertThat(ping(session, key).statusCode()).isEqualTo(401);
    assertThat(door.send(as(key, door.mcp(OpenDoor.INITIALIZE))).statusCode()).isEqualTo(401);
    assertThat(door.send(as(other, door.tool("query_memory", "{}"))).statusCode()).isEqualTo(200);

    door.keepsake.clients().enable(acme, assistant);
    door.pass(Duration.ofSeconds(10));
    assertThat(ping(session, key).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void each_client_goes_by_its_own_policy(Way way) throws Exception {
    String strict = door.key("acme", "strict");
    String plain = door.key("acme", "plain");
    var set =
        door.keepsake
            .clients()
            .setPolicy(
                new OrganizationName("acme"),
                new ClientName("strict"),
                "version: strict\nrules:\n  - {name: nothing, outcome: reject}\n"
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(set).isInstanceOf(PolicyReading.Good.class);

    assertThat(call(way, strict, "save_memory", CELLO).path("rule").asText()).isEqualTo("nothing");
    assertThat(call(way, plain, "save_memory", CELLO).path("action").asText()).isEqualTo("created");
  }

  @Test
  void a_session_is_of_the_client_that_opened_it() throws Exception {
    String owner = door.key("acme", "assistant");
    String sibling = door.key("acme", "assistant");
    String stranger = door.key("acme", "stranger");
    String session = door.session(owner);

    assertThat(ping(session, sibling).statusCode()).isEqualTo(200);
    assertThat(facts(ping(session, stranger))).isEqualTo(facts(ping("0".repeat(32), stranger)));
    assertThat(ping(session, stranger).statusCode()).isEqualTo(404);
    for (String method : List.of("GET", "DELETE")) {
      assertThat(facts(bare(method, session, stranger)))
          .isEqualTo(facts(bare(method, "0".repeat(32), stranger)));
      assertThat(bare(method, session, stranger).statusCode()).isEqualTo(404);
    }
    assertThat(ping(session, owner).statusCode()).isEqualTo(200);
    assertThat(bare("DELETE", session, sibling).statusCode()).isEqualTo(200);
    assertThat(ping(session, owner).statusCode()).isEqualTo(404);
  }

  @Test
  void a_session_from_before_the_first_key_ends_with_it() throws Exception {
    String session =
        door.send(door.mcp(OpenDoor.INITIALIZE))
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
    assertThat(door.send(door.mcp(OpenDoor.PING).header("Mcp-Session-Id", session)).statusCode())
        .isEqualTo(200);

    assertThat(ping(session, door.key()).statusCode()).isEqualTo(404);
  }

  @Test
  void the_official_client_gets_in_with_a_key_in_its_headers() throws Exception {
    String key = door.key("acme", "assistant");
    try (var client = client(key)) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("keepsake");
      assertThat(client.listTools().tools()).hasSize(5);
      CallToolResult saved =
          client.callTool(
              CallToolRequest.builder("save_memory")
                  .arguments(Map.of("content", "The user plays the cello.", "memory_type", "fact"))
                  .build());
      assertThat(saved.structuredContent().toString()).contains("action=created");
      client.ping();
    }
    assertThat(call(Way.FUNCTION_CALLING, key, "query_memory", "{}").toString()).contains("cello");
  }

  private McpSyncClient client(String key) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + door.port())
                .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
                .requestBuilder(
                    HttpRequest.newBuilder()
                        .header("Authorization", "Bearer " + key)
                        .header("X-User-Id", "ada"))
                .build())
        .build();
  }

  /// As the user `ada`: the answer, or the problem.
  private JsonNode call(Way way, String key, String tool, String arguments) throws Exception {
    return switch (way) {
      case FUNCTION_CALLING -> KeyedDoor.json(door.send(as(key, door.tool(tool, arguments))));
      case MCP ->
          OpenDoor.message(door.send(as(key, door.mcpCall(door.session(key), tool, arguments))))
              .at("/result/structuredContent");
    };
  }

  private static HttpRequest.Builder as(String key, HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + key).header("X-User-Id", "ada");
  }

  private HttpResponse<String> ping(String session, String key) throws Exception {
    return door.send(as(key, door.mcp(OpenDoor.PING)).header("Mcp-Session-Id", session));
  }

  private HttpResponse<String> bare(String method, String session, String key) throws Exception {
    var request =
        as(key, door.to("/mcp"))
            .header("Accept", "text/event-stream")
            .header("Mcp-Session-Id", session)
            .header("X-Correlation-Id", "c")
            .method(method, HttpRequest.BodyPublishers.noBody());
    return door.http.send(request.build(), BodyHandlers.ofString());
  }

  /// All of an answer that tells one from another.
  private static String facts(HttpResponse<String> response) {
    var headers = new java.util.TreeMap<>(response.headers().map());
    headers.remove("x-correlation-id");
    headers.remove("date");
    return response.statusCode() + " " + headers + " " + response.body();
  }
}
