package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.tool.Right;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// MCP as a resource of OAuth: how a client learns where to have a token, and what it may do with
/// one.
@Timeout(60)
final class McpAuthorizationTest {
  private static Issuer issuer;
  private static KeyedDoor door;
  private static String key;

  @BeforeAll
  static void open(@TempDir(factory = ReadyHome.class) Path home) {
    issuer = new Issuer();
    door = new KeyedDoor(home, TokenDoor.settings(new JwtKeys.Published(issuer.keys())));
    key = TokenDoor.client(door, "acme", "assistant", Right.READ, Right.WRITE);
    TokenDoor.client(door, "acme", "deputy", Right.READ, Right.ACT_AS);
  }

  @AfterAll
  static void close() {
    door.close();
    issuer.close();
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return issuer.token(door.now.get(), change);
  }

  private static HttpResponse<String> send(String token, HttpRequest.Builder request)
      throws Exception {
    return door.send(request.header("Authorization", "Bearer " + token));
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/.well-known/oauth-protected-resource, https://memory.example.com",
    "/.well-known/oauth-protected-resource/mcp, https://memory.example.com/mcp"
  })
  void who_has_no_token_is_told_who_gives_them_out(String path, String resource) throws Exception {
    var told = door.send(door.to(path));

    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(KeyedDoor.json(told))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"resource": "%s", "authorization_servers": ["%s"],
                     "scopes_supported": ["memory:read", "memory:write"],
                     "bearer_methods_supported": ["header"], "resource_name": "Keepsake"}
                    """
                        .formatted(resource, Issuer.NAME)));
    assertThat(door.send(door.to(path).POST(BodyPublishers.noBody())).statusCode()).isEqualTo(405);
  }

  @Test
  void where_no_tokens_are_taken_nothing_is_told_of_them(
      @TempDir(factory = ReadyHome.class) Path home) throws Exception {
    try (var plain = new KeyedDoor(home)) {
      plain.key();
      for (String path : ProtectedResource.PATHS) {
        assertThat(plain.send(plain.to(path)).statusCode()).isEqualTo(404);
      }
      var refused = plain.send(plain.mcp(OpenDoor.INITIALIZE));
      assertThat(challenge(refused)).isEqualTo("Bearer");
    }
  }

  @Test
  void a_client_without_a_token_is_led_to_it() throws Exception {
    var refused = door.send(door.mcp(OpenDoor.INITIALIZE));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(challenge(refused))
        .isEqualTo(
            "Bearer"
                + " resource_metadata=\"https://memory.example.com/.well-known/oauth-protected-resource/mcp\","
                + " scope=\"memory:read memory:write\"");
    var wrong = send("x.y.z", door.mcp(OpenDoor.INITIALIZE));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(challenge(wrong)).contains("error=\"invalid_token\"", "resource_metadata=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "openid", "memory:write", "memory:admin"})
  void a_token_that_may_not_read_does_not_get_to_mcp_at_all(String scopes) throws Exception {
    var refused =
        send(token(claims -> claims.claim("scope", scopes)), door.mcp(OpenDoor.INITIALIZE));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(challenge(refused))
        .contains("error=\"insufficient_scope\"", "scope=\"memory:read\"", "resource_metadata=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"save_memory", "delete_memory", "confirm_memory"})
  void a_tool_that_the_token_does_not_allow_is_refused_to_the_model(String tool) throws Exception {
    String reader = token(claims -> claims.claim("scope", "memory:read"));
    String session = door.session(reader);

    var refused = send(reader, door.mcpCall(session, tool, "{}"));

    assertThat(refused.statusCode()).isEqualTo(200);
    JsonNode result = OpenDoor.message(refused).path("result");
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/structuredContent/code").asText()).isEqualTo("forbidden");
    assertThat(result.at("/structuredContent/detail").asText()).contains("memory:write");
  }

  @ParameterizedTest
  @CsvSource({
    "assistant, memory:read memory:act-as, grace, '', forbidden",
    "assistant, memory:read, '', grace, forbidden",
    "assistant, memory:read, ada, ada, ''",
    "deputy, memory:read memory:act-as, grace, '', ''",
    "deputy, memory:read memory:act-as, '', grace, ''",
    "deputy, memory:read, grace, '', forbidden",
    "deputy, memory:read memory:act-as, grace, ada, invalid-input"
  })
  void each_request_names_its_user_as_the_token_allows(
      String client, String scopes, String header, String meta, String code) throws Exception {
    String token = token(c -> c.claim("client_id", client).claim("scope", scopes));
    String params =
        "{\"name\":\"query_memory\",\"arguments\":{}%s}"
            .formatted(
                meta.isEmpty()
                    ? ""
                    : ",\"_meta\":{\"dev.keepsake/user_id\":\"%s\"}".formatted(meta));
    var call =
        door.mcp(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                    + params
                    + "}")
            .header("Mcp-Session-Id", door.session(token));

    var answer = send(token, header.isEmpty() ? call : call.header("X-User-Id", header));

    assertThat(OpenDoor.message(answer).at("/result/structuredContent/code").asText())
        .isEqualTo(code);
  }

  @Test
  void a_session_is_of_the_person_who_opened_it() throws Exception {
    String ada = token(claims -> claims);
    String adaAgain = token(claims -> claims.claim("scope", "memory:read"));
    String grace = token(claims -> claims.subject("grace"));
    String elsewhere = token(claims -> claims.claim("client_id", "deputy"));
    String session = door.session(ada);
    String ofKey = door.session(key);

    assertThat(ping(session, adaAgain)).isEqualTo(200);
    for (String stranger : List.of(grace, elsewhere, key)) {
      assertThat(ping(session, stranger)).isEqualTo(404);
      assertThat(bare("GET", session, stranger)).isEqualTo(404);
      assertThat(bare("DELETE", session, stranger)).isEqualTo(404);
    }
    assertThat(ping(ofKey, ada)).isEqualTo(404);
    assertThat(ping(ofKey, key)).isEqualTo(200);
    assertThat(ping(session, ada)).isEqualTo(200);
  }

  @Test
  void the_official_client_gets_in_with_a_token() {
    var transport =
        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + door.port())
            .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
            .requestBuilder(
                HttpRequest.newBuilder()
                    .header("Authorization", "Bearer " + token(c -> c.subject("mary"))))
            .build();
    try (var client = McpClient.sync(transport).build()) {
      client.initialize();
      var saved =
          client.callTool(
              CallToolRequest.builder("save_memory")
                  .arguments(Map.of("content", "The user plays the viola.", "memory_type", "fact"))
                  .build());
      assertThat(saved.structuredContent().toString()).contains("action=created");
    }
  }

  private static int ping(String session, String bearer) throws Exception {
    return send(bearer, door.mcp(OpenDoor.PING).header("Mcp-Session-Id", session)).statusCode();
  }

  private static int bare(String method, String session, String bearer) throws Exception {
    var request =
        door.to("/mcp")
            .header("Authorization", "Bearer " + bearer)
            .header("Accept", "text/event-stream")
            .header("Mcp-Session-Id", session)
            .method(method, BodyPublishers.noBody());
    return door.http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
