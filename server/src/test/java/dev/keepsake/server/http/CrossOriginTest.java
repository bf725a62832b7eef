package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.call.PublicUrl;
import dev.keepsake.server.call.Reach;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other origins, and what browsers are told of every answer.
@Timeout(60)
final class CrossOriginTest {
  private static final String APP = "https://app.example.com";
  private static KeyedDoor door;
  private static String key;

  @BeforeAll
  static void open(@TempDir(factory = ReadyHome.class) Path home) {
    var url = Optional.of(PublicUrl.parse("https://memory.example.com/"));
    var reach = new Reach(Set.of(), url, Set.of(APP, "http://localhost:3000"));
    door = new KeyedDoor(home, KeyedDoor.settings("127.0.0.1", reach, false, Optional.empty()));
    key = door.key();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static String send(String method, String path, String... headers) throws Exception {
    String[] all = new String[headers.length + 2];
    all[0] = "Host: localhost:" + door.port();
    all[1] = "Content-Length: 0";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return door.raw(method, path, all);
  }

  private static String preflight(String path, String origin) throws Exception {
    return send(
        "OPTIONS",
        path,
        "Origin: " + origin,
        "Access-Control-Request-Method: POST",
        "Access-Control-Request-Headers: authorization,content-type,mcp-session-id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/tools/save_memory",
        "/memory/x",
        "/v1/chat/completions",
        "/mcp",
        "/.well-known/oauth-protected-resource/mcp"
      })
  void a_page_that_is_let_is_told_so_without_a_key(String path) throws Exception {
    for (String origin : new String[] {APP, "http://localhost:3000"}) {
      assertThat(preflight(path, origin))
          .startsWith("HTTP/1.1 204")
          .contains(
              "Access-Control-Allow-Origin: " + origin + "\r\n",
              "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE\r\n",
              "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match",
              "X-User-Id, X-Conversation-Id, X-Correlation-Id, X-Keepsake-Recall,"
                  + " X-Keepsake-Tools, X-Keepsake-Extract, Mcp-Session-Id,"
                  + " MCP-Protocol-Version, Last-Event-ID\r\n",
              "Vary: Origin\r\n")
          .doesNotContain("Allow-Credentials");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/mcp, https://evil.example",
    "/mcp, null",
    "/mcp, https://app.example.com:8443",
    "/mcp, http://app.example.com",
    "/mcp, https://app.example.com.evil.example",
    "/metrics, https://app.example.com",
    "/health/live, https://app.example.com",
    "/mcpx, https://app.example.com"
  })
  void every_other_page_is_refused(String path, String origin) throws Exception {
    assertThat(preflight(path, origin))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("Access-Control-");
    assertThat(send("GET", path, "Origin: " + origin, "X-API-Key: " + key))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("Access-Control-");
  }

  @Test
  void what_a_page_may_see_of_answers_and_refusals() throws Exception {
    String let = send("GET", "/api/v1/tools", "Origin: " + APP, "X-API-Key: " + key);
    String keyless = send("GET", "/api/v1/tools", "Origin: " + APP);
    assertThat(let).startsWith("HTTP/1.1 200");
    assertThat(keyless).startsWith("HTTP/1.1 401");
    for (String answer : new String[] {let, keyless}) {
      assertThat(answer)
          .contains(
              "Access-Control-Allow-Origin: " + APP + "\r\n",
              "Access-Control-Expose-Headers: ETag, Location, Retry-After, RateLimit,"
                  + " RateLimit-Policy, WWW-Authenticate, X-Correlation-Id, X-Keepsake-Memory,"
                  + " X-Keepsake-Recalled, X-Keepsake-Saved, Mcp-Session-Id\r\n",
              "Vary: Origin\r\n");
    }
    assertThat(send("GET", "/api/v1/tools", "X-API-Key: " + key))
        .contains("Vary: Origin\r\n")
        .doesNotContain("Access-Control-");
  }

  /// A browser asks so before it sends; nobody else has a reason to.
  @Test
  void an_options_request_that_is_no_preflight_needs_a_key() throws Exception {
    assertThat(send("OPTIONS", "/mcp", "Origin: " + APP)).startsWith("HTTP/1.1 401");
  }

  @Test
  void the_host_by_which_clients_reach_it_is_one_of_its_names() throws Exception {
    assertThat(door.raw("GET", "/health/live", "Host: memory.example.com"))
        .startsWith("HTTP/1.1 200");
    assertThat(door.raw("GET", "/health/live", "Host: other.example.com"))
        .startsWith("HTTP/1.1 421");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/health/live", "/metrics", "/nowhere", "/mcp", "/api/v1/tools", "/%2e%2e/x"})
  void every_answer_keeps_browsers_from_making_more_of_it(String path) throws Exception {
    String withKey = send("GET", path, "X-API-Key: " + key);
    for (String answer : new String[] {withKey, send("GET", path)}) {
      assertThat(answer)
          .containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
          .containsOnlyOnce(
              "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
          .containsOnlyOnce("Referrer-Policy: no-referrer\r\n")
          .containsOnlyOnce("X-Frame-Options: DENY\r\n")
          .containsOnlyOnce("Cross-Origin-Resource-Policy: same-origin\r\n")
          .containsOnlyOnce("Cache-Control: no-store\r\n")
          .containsOnlyOnce("Strict-Transport-Security: max-age=31536000\r\n");
    }
  }

  @Test
  void where_nobody_has_said_that_it_is_reached_by_https_nobody_is_told_to() throws Exception {
    try (var plain = new OpenDoor()) {
      assertThat(plain.get("/health/live").headers().firstValue("Strict-Transport-Security"))
          .isEmpty();
      assertThat(plain.get("/health/live").headers().firstValue("Vary")).isEmpty();
    }
  }
}
