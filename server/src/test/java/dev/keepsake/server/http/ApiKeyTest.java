package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keepsake.access.AccessKeys.Made;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.ReadyHome;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Who is let in by the HTTP doors.
@Timeout(60)
final class ApiKeyTest {
  private static final String UNKNOWN = "ks_abcdefgh_" + "x".repeat(43);

  @TempDir(factory = ReadyHome.class)
  private Path home;

  private KeyedDoor door;

  @BeforeEach
  void open() {
    door = new KeyedDoor(home);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void while_there_is_no_key_nothing_is_asked_for() throws Exception {
    assertThat(door.send(door.mcp(OpenDoor.INITIALIZE)).statusCode()).isEqualTo(200);
    assertThat(door.send(door.to("/metrics")).statusCode()).isEqualTo(200);
    assertThat(door.send(query()).statusCode()).isEqualTo(200);
    assertThat(door.send(query().header("Authorization", "Basic eDp5")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /mcp",
    "GET, /mcp",
    "DELETE, /mcp",
    "PUT, /mcp",
    "OPTIONS, /mcp",
    "POST, /mcp/x",
    "GET, /api/v1/tools",
    "POST, /api/v1/tools/save_memory",
    "POST, /api/v1/tools/nothing",
    "GET, /metrics",
    "HEAD, /metrics",
    "GET, /nowhere",
    "GET, /health/../metrics",
    "GET, //metrics"
  })
  void as_soon_as_there_is_one_every_call_needs_one(String method, String path) throws Exception {
    door.key();

    String refused = door.raw(method, path, "Host: localhost:" + door.port(), "Content-Length: 0");

    assertThat(refused).startsWith("HTTP/1.1 401").contains("\r\nWWW-Authenticate: Bearer\r\n");
    if (!method.equals("HEAD")) {
      assertThat(refused)
          .contains("application/problem+json", "\"code\":\"unauthenticated\"", "X-API-Key");
    }
  }

  /// Paths that lead elsewhere once somebody has decoded them.
  @ParameterizedTest
  @ValueSource(strings = {"/health/..%2fmetrics", "/health/live/..;/..;/metrics", "/%6detrics"})
  void a_path_that_is_written_otherwise_leads_past_no_key(String path) throws Exception {
    door.key();
    assertThat(door.raw("GET", path, "Host: localhost:" + door.port()))
        .matches("(?s)HTTP/1\\.1 40[01] .*")
        .doesNotContain("keepsake_");
  }

  @Test
  void health_is_told_to_everybody() throws Exception {
    door.key();
    assertThat(door.send(door.to("/health/live")).statusCode()).isEqualTo(200);
    assertThat(door.send(door.to("/health/ready")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization: Bearer ", "Authorization: bearer   ", "X-API-Key: ", "x-api-key:"})
  void with_a_key_every_door_opens(String header) throws Exception {
    String sent = header + door.key();
    String host = "Host: localhost:" + door.port();

    assertThat(door.raw("GET", "/metrics", host, sent)).startsWith("HTTP/1.1 200");
    assertThat(door.raw("GET", "/api/v1/tools", host, sent)).startsWith("HTTP/1.1 200");
    assertThat(door.raw("GET", "/nowhere", host, sent)).startsWith("HTTP/1.1 404");
    assertThat(door.raw("GET", "/mcp", host, sent)).startsWith("HTTP/1.1 400");
    String[] named = sent.split(":", 2);
    assertThat(
            door.send(query().header(named[0], named[1]).header("X-User-Id", "ada")).statusCode())
        .isEqualTo(200);
    assertThat(door.send(door.mcp(OpenDoor.INITIALIZE).header(named[0], named[1])).statusCode())
        .isEqualTo(200);
  }

  @Test
  void unknown_expired_revoked_and_disabled_are_refused_in_the_same_words() throws Exception {
    String works = door.key();
    Made expiring = door.make(lasting(Duration.ofDays(1)));
    Made revoked = door.make(KeyedDoor.request("local", "local"));
    String disabled = door.key("local", "disabled");
    door.keepsake.accessKeys().revoke(revoked.key().prefix());
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("keepsake.db"));
        var statement = database.createStatement()) {
      statement.execute("update clients set disabled_at = 1 where name = 'disabled'");
    }
    door.pass(Duration.ofDays(1));

    assertThat(call(works).statusCode()).isEqualTo(200);
    String unknown = detail(call(UNKNOWN));
    assertThat(detail(call(expiring.text().reveal()))).isEqualTo(unknown);
    assertThat(detail(call(revoked.text().reveal()))).isEqualTo(unknown);
    assertThat(detail(call(disabled))).isEqualTo(unknown);
    assertThat(detail(call("nonsense"))).isEqualTo(unknown);
  }

  @Test
  void a_key_expires_to_the_moment_though_it_is_remembered() throws Exception {
    String key = door.make(lasting(Duration.ofSeconds(60))).text().reveal();
    door.pass(Duration.ofSeconds(58));
    assertThat(call(key).statusCode()).isEqualTo(200);
    door.pass(Duration.ofSeconds(1));
    assertThat(call(key).statusCode()).isEqualTo(401);
  }

  @Test
  void a_revoked_key_is_taken_for_10_s_at_most() throws Exception {
    Made made = door.make(KeyedDoor.request("local", "local"));
    String key = made.text().reveal();
    assertThat(call(key).statusCode()).isEqualTo(200);

    door.keepsake.accessKeys().revoke(made.key().prefix());
    door.pass(Duration.ofSeconds(10));

    assertThat(call(key).statusCode()).isEqualTo(401);
  }

  /// Else whoever revokes a key that leaked would open the door to everybody.
  @Test
  void without_a_key_that_works_nobody_is_let_in() throws Exception {
    Made made = door.make(KeyedDoor.request("local", "local"));
    door.keepsake.accessKeys().revoke(made.key().prefix());
    door.pass(Duration.ofHours(1));

    assertThat(door.send(query()).statusCode()).isEqualTo(401);
    try (var restarted = door.open(KeyedDoor.settings("127.0.0.1", java.util.Set.of(), false))) {
      assertThat(restarted.needsKey()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Bearer x",
        "Authorization: KEY",
        "Authorization: Basic KEY",
        "Authorization: BearerKEY",
        "Authorization: Bearer KEYx",
        "Authorization: Bearer KEY KEY",
        "Authorization: Bearer KEY,",
        "Authorization: Bearer \"KEY\"",
        "X-API-Key:",
        "X-API-Key: Bearer KEY",
        "Cookie: key=KEY",
        "Api-Key: KEY"
      })
  void a_header_that_is_malformed_lets_nobody_in(String header) throws Exception {
    String key = door.key();

    String refused =
        door.raw("GET", "/metrics", "Host: localhost:" + door.port(), header.replace("KEY", key));

    assertThat(refused).startsWith("HTTP/1.1 401").doesNotContain(key.substring(12));
  }

  @Test
  void a_huge_key_is_refused() throws Exception {
    door.key();
    assertThat(call("ks_" + "x".repeat(4_000)).statusCode()).isEqualTo(401);
    assertThat(call("ks_" + "x".repeat(100_000)).statusCode()).isEqualTo(431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "api_key", "access_token", "Authorization", "X-API-Key"})
  void a_key_in_the_query_is_none(String parameter) throws Exception {
    String key = door.key();
    var refused = door.send(door.to("/api/v1/tools?" + parameter + "=" + key));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).doesNotContain(key);
  }

  @Test
  void two_keys_that_differ_are_a_mistake_of_the_caller() throws Exception {
    String one = door.key();
    String other = door.key("local", "other");
    for (HttpRequest.Builder request :
        List.of(
            door.to("/metrics").header("Authorization", "Bearer " + one).header("X-API-Key", other),
            door.to("/metrics")
                .header("Authorization", "Bearer " + one)
                .header("Authorization", "Bearer " + other),
            door.to("/metrics").header("X-API-Key", one).header("X-API-Key", other))) {
      var refused = door.send(request);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(detail(refused)).contains("Authorization", "X-API-Key");
      assertThat(refused.body()).doesNotContain(one, other);
    }
    var same =
        door.to("/metrics").header("Authorization", "Bearer " + one).header("X-API-Key", one);
    assertThat(door.send(same).statusCode()).isEqualTo(200);
  }

  @Test
  void a_call_with_a_key_must_name_its_user() throws Exception {
    String key = door.key();

    var refused = door.send(query().header("X-API-Key", key));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(KeyedDoor.json(refused).path("code").asText()).isEqualTo("user-required");
    assertThat(detail(refused)).contains("X-User-Id");

    var call = door.mcpCall(door.session(key), "query_memory", "{}").header("X-API-Key", key);
    assertThat(OpenDoor.message(door.send(call)).at("/result/structuredContent/code").asText())
        .isEqualTo("user-required");
    String meta = "{\"name\":\"query_memory\",\"_meta\":{\"dev.keepsake/user_id\":\"ada\"}}";
    var named =
        door.mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + meta + "}")
            .header("X-API-Key", key)
            .header("Mcp-Session-Id", door.session(key));
    assertThat(OpenDoor.message(door.send(named)).at("/result/isError").asBoolean(true)).isFalse();
  }

  @Test
  void where_a_key_is_always_needed_nobody_is_let_in_before_the_first_is_made(
      @TempDir(factory = ReadyHome.class) Path another) throws Exception {
    try (var strict =
        new KeyedDoor(another, KeyedDoor.settings("127.0.0.1", java.util.Set.of(), true))) {
      for (String sent : List.of("", UNKNOWN)) {
        var refused = strict.send(strict.to("/metrics").header("X-API-Key", sent));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(detail(refused)).contains("keepsake key create");
      }
      assertThat(strict.send(strict.to("/health/live")).statusCode()).isEqualTo(200);
      var let = strict.send(strict.to("/metrics").header("X-API-Key", strict.key()));
      assertThat(let.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_use_of_a_key_is_noted_once_a_minute() throws Exception {
    String key = door.key();
    call(key);
    Instant first = door.now.get();
    awaitUse(first);
    door.pass(Duration.ofSeconds(59));
    call(key);
    door.pass(Duration.ofSeconds(1));
    assertThat(lastUse()).contains(first);
    call(key);
    awaitUse(first.plusSeconds(60));
  }

  private Optional<Instant> lastUse() {
    return door.keepsake.accessKeys().list().getFirst().life().lastUsed();
  }

  private void awaitUse(Instant at) {
    while (!lastUse().equals(Optional.of(at))) {
      Thread.yield(); // the test's timeout is the limit
    }
  }

  @Test
  void while_the_store_does_not_answer_nobody_is_let_in() throws Exception {
    String key = door.key();
    door.keepsake.close();
    var refused = call(key);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(refused.body()).doesNotContain("Exception", key);
  }

  /// A chat goes on without memory; who was known stays known for it, for a while.
  @Test
  void to_the_chat_proxy_alone_who_was_let_in_before_still_is() throws Exception {
    String key = door.key();
    String other = door.key();
    assertThat(chat(key)).contains("upstream_not_configured");
    door.keepsake.close();
    door.pass(Duration.ofMinutes(1));
    assertThat(call(key).statusCode()).isEqualTo(503);
    assertThat(chat(key)).contains("upstream_not_configured");
    assertThat(chat(other)).contains("\"error\"").doesNotContain("upstream_not_configured");
    door.pass(Duration.ofMinutes(10));
    assertThat(chat(key)).contains("\"error\"").doesNotContain("upstream_not_configured");
  }

  private String chat(String key) throws Exception {
    var request =
        door.to("/v1/chat/completions")
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString("{\"messages\":[]}"));
    return door.send(request).body();
  }

  @Test
  void nothing_of_a_key_is_in_an_answer_or_the_log() throws Exception {
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    var seen = new ListAppender<ILoggingEvent>();
    seen.start();
    root.addAppender(seen);
    root.setLevel(Level.ALL);
    try {
      String key = door.key();
      for (String sent : List.of(key, UNKNOWN, key + "x")) {
        assertThat(call(sent).body()).doesNotContain(sent.substring(3));
        door.send(query().header("X-API-Key", sent).header("X-User-Id", "ada"));
        door.send(door.mcp("{").header("X-API-Key", sent));
      }
      door.keepsake.accessKeys().list();
      assertThat(door.keepsake.accessKeys().list().toString()).doesNotContain(key.substring(12));
      assertThat(List.copyOf(seen.list))
          .allSatisfy(line ->
              assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                  .doesNotContain(key.substring(12), UNKNOWN.substring(12)));
    } finally {
      root.setLevel(before);
      root.detachAppender(seen);
    }
  }

  private static KeyRequest lasting(Duration time) {
    return new KeyRequest(
        OrganizationName.LOCAL,
        ClientName.LOCAL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(time));
  }

  private HttpRequest.Builder query() {
    return door.tool("query_memory", "{}");
  }

  private HttpResponse<String> call(String key) throws Exception {
    return door.send(
        door.to("/api/v1/tools/query_memory")
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .header("X-User-Id", "ada")
            .POST(BodyPublishers.ofString("{}")));
  }

  private static String detail(HttpResponse<String> response) throws Exception {
    return KeyedDoor.json(response).path("detail").asText();
  }
}
