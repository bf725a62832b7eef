package dev.keepsake.server.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.history.MemoryHistory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.server.mcp.StdioDoor;
import dev.keepsake.server.rest.Route;
import dev.keepsake.server.rest.Routes;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.WireJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ada's memories, and everybody else who tries to get at them: another organization, another
/// client with another scope, another user, people with tokens. Every operation and every tool is
/// tried with every id of hers, and has to answer as for an id that never was; nothing of hers may
/// be in an answer, and nothing of hers may be another afterwards.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IsolationContract {
  private static final String NOBODYS = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
  private static final String MARK = "cello";
  private static final String CONVERSATION = "0197f6a0-5c1e-7b7a-9d5e-00000000cafe";
  private static final String TALK = "/api/v1/conversations/" + CONVERSATION;

  private Issuer issuer;
  private KeyedDoor door;
  private String key;
  private Map<String, String> hers;
  private List<Intruder> intruders;
  private String before;

  /// Who tries.
  ///
  /// @param headers by which it is known
  private record Intruder(String name, String... headers) {
    @Override
    public String toString() {
      return name;
    }
  }

  abstract KeepsakeSettings settings(Path home) throws Exception;

  @BeforeAll
  void open(@TempDir Path home) throws Exception {
    issuer = new Issuer();
    door =
        new KeyedDoor(
            settings(home).with(new RateLimits(0, 0, 0)),
            TokenDoor.settings(new JwtKeys.Published(issuer.keys())));
    key = key("acme", "shop", "shop");
    hers = live("Authorization", "Bearer " + key, "X-User-Id", "ada");
    intruders =
        List.of(
            bearer("another organization", key("other", "shop", "shop"), "ada"),
            bearer("another scope", key("acme", "desk", "desk"), "ada"),
            bearer("another user", key, "mallory"),
            new Intruder("a person", "Authorization", "Bearer " + token("mallory", "acme", "shop")),
            new Intruder(
                "a person of another organization",
                "Authorization",
                "Bearer " + token("ada", "other", "shop")),
            new Intruder(
                "a person of another client",
                "Authorization",
                "Bearer " + token("ada", "acme", "desk")));
    before = state();
  }

  @AfterAll
  void close() {
    door.close();
    issuer.close();
  }

  private String key(String organization, String client, String scope) {
    var request =
        new KeyRequest(
            new OrganizationName(organization),
            new ClientName(client),
            Optional.of(new Scope(scope)),
            Optional.of(Set.of(Right.READ, Right.WRITE)),
            Optional.empty(),
            Optional.empty());
    return door.make(request).text().reveal();
  }

  private static Intruder bearer(String name, String key, String user) {
    return new Intruder(name, "Authorization", "Bearer " + key, "X-User-Id", user);
  }

  private String token(String user, String organization, String client) {
    return issuer.token(
        door.now.get(),
        claims ->
            claims
                .subject(user)
                .claim("organization", organization)
                .claim("client_id", client)
                .claim("scope", "memory:read memory:write"));
  }

  /// Has all of one life: a memory with a past, one that was deleted, one that waits, a raw one, a
  /// conversation with a summary.
  private Map<String, String> live(String... ada) throws Exception {
    var ids = new LinkedHashMap<String, String>();
    String old = created("Ada plays the " + MARK + " in an orchestra", ada);
    JsonNode next =
        json(
            send(
                "POST",
                "/api/v1/memories",
                "{\"content\": \"Ada plays the %s alone\", \"supersedes\": \"%s\", \"filter_tags\": {\"of\": \"%s\"}}"
                    .formatted(MARK, old, MARK),
                ada));
    String gone = created("Ada sold a " + MARK, ada);
    send("DELETE", "/api/v1/memories/" + gone, null, ada);
    JsonNode waits =
        json(
            send(
                "POST",
                "/api/v1/memories",
                "{\"content\": \"Ada may buy a %s\", \"confidence\": 0.6}".formatted(MARK),
                ada));
    JsonNode raw =
        json(
            send(
                "POST",
                "/memory",
                "{\"type\": \"raw\", \"context\": \"the %s is in tune\", \"filter_tags\": {\"of\": \"%s\"}}"
                    .formatted(MARK, MARK),
                ada));
    String talk = TALK + "/messages";
    String said = "{\"role\": \"user\", \"content\": \"I play the %s.\"}".formatted(MARK);
    json(send("POST", talk, "{\"messages\": [%s, %s]}".formatted(said, said), ada));
    json(send("POST", TALK + "/trim", "{\"keep\": 1}", ada));
    ids.put("conversation", CONVERSATION);
    ids.put("replaced", old);
    ids.put("active", next.at("/memory/id").asText());
    ids.put("deleted", gone);
    ids.put("waiting", waits.path("pending_id").asText());
    ids.put("raw", raw.at("/memory/id").asText());
    assertThat(ids.values()).allMatch(id -> id.length() >= 36);
    return ids;
  }

  private String created(String content, String... headers) throws Exception {
    return json(send("POST", "/api/v1/memories", "{\"content\": \"" + content + "\"}", headers))
        .at("/memory/id")
        .asText();
  }

  /// All of hers as the store has it, its trail included.
  private String state() throws Exception {
    MemoryHistory history = door.keepsake.history();
    Caller operator =
        door.keepsake.operator(new OrganizationName("acme"), new UserName("ada"), "state");
    var text = new StringBuilder();
    for (String scope : List.of("shop", "desk")) {
      Caller inScope =
          new Caller(
              new Tenant(
                  operator.tenant().organization(), operator.tenant().client(), new Scope(scope)),
              Set.of(Right.READ, Right.ADMIN),
              operator.user(),
              Optional.empty(),
              "state",
              Entry.PERSON);
      text.append(scope).append(history.all(inScope)).append('\n');
      if (scope.equals("shop")) {
        text.append(history.newest(inScope, 1_000)).append('\n');
      }
    }
    String raw = "/memory/raw/" + hers.get("raw");
    String[] ada = {"Authorization", "Bearer " + key, "X-User-Id", "ada"};
    text.append(send("GET", raw, null, ada).body());
    text.append(send("GET", TALK, null, ada).body());
    return text.append(send("GET", TALK + "/messages", null, ada).body()).toString();
  }

  @Test
  void no_operation_gives_or_takes_anything() throws Exception {
    for (Intruder intruder : intruders) {
      for (Route route : Routes.all()) {
        String missing = facts(call(route, NOBODYS, intruder), NOBODYS);
        for (Map.Entry<String, String> one : hers.entrySet()) {
          assertNothing(intruder, route, one.getKey(), one.getValue(), missing);
          if (!takesId(route)) {
            break; // the same again
          }
        }
      }
    }
    assertThat(state()).isEqualTo(before);
  }

  private static boolean takesId(Route route) {
    return !route.parameters().isEmpty()
        || Optional.ofNullable(body(route, NOBODYS)).orElse("").contains(NOBODYS);
  }

  private void assertNothing(Intruder intruder, Route route, String kind, String id, String missing)
      throws Exception {
    String what = intruder + ": " + route.method() + " " + route.path() + " with the " + kind;
    HttpResponse<String> foreign = call(route, id, intruder);
    assertThat(foreign.statusCode()).as(what + " " + foreign.body()).isLessThan(500);
    assertThat(facts(foreign, id)).as(what).isEqualTo(missing);
    if (!route.parameters().isEmpty()) {
      assertThat(foreign.statusCode()).as(what).isEqualTo(404);
    }
    assertThat(foreign.body()).as(what).doesNotContain(MARK);
  }

  private HttpResponse<String> call(Route route, String id, Intruder intruder) throws Exception {
    String known = route.path().startsWith("/memory/") ? id : bare(id);
    String path = route.path().replaceAll("\\{\\w+}", known);
    return send(route.method().name(), path, body(route, id), intruder.headers());
  }

  /// A body that would do something if the id in it were the caller's own.
  private static @Nullable String body(Route route, String id) {
    String bare = id.replace("raw_mem-", "");
    return switch (route.operation()) {
      case "create_memory" ->
          "{\"content\": \"Something else\", \"supersedes\": \"%s\"}".formatted(bare);
      case "create_memories" ->
          "{\"memories\": [{\"content\": \"Something else\", \"supersedes\": \"%s\"}]}"
              .formatted(bare);
      case "search_memories" -> "{\"query\": \"who plays an instrument\"}";
      case "search" -> "{\"query\": \"e\", \"filter_tags\": {}}";
      case "update_memory" -> "{\"content\": \"Something else\"}";
      case "update_raw_memory" -> "{\"context\": \"Something else\"}";
      case "answer_pending" -> "{\"accept\": true}";
      case "extract_memories" ->
          "{\"messages\": [{\"role\": \"user\", \"content\": \"Hello, how are you?\"}]}";
      // tried by itself: what it makes, later calls would find
      case "create_raw_memory" ->
          "{\"type\": \"note\", \"context\": \"nothing\", \"id\": \"%s\"}".formatted(bare);
      case "create_conversation" -> "{\"id\": \"%s\", \"colour\": 1}".formatted(bare);
      case "append_messages" ->
          "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"create\": false}";
      case "restore_memory", "retry_embedding", "trim_conversation", "extract_conversation" -> "{}";
      default -> {
        assertThat(route.method().hasBody()).as("a body for " + route).isFalse();
        yield null;
      }
    };
  }

  private static String facts(HttpResponse<String> response, String id) {
    var headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeIf(name -> name.matches("(?i)x-correlation-id|date|content-length"));
    String body =
        response
            .body()
            .replace(id, "ID")
            .replace(id.replace("raw_mem-", ""), "ID")
            .replaceAll("urn:keepsake:call:[^\"]*", "CALL")
            .replaceAll("\"search_time_ms\":\\d+", "TIME")
            .replace("raw_mem-ID", "ID");
    return response.statusCode() + " " + headers + " " + body;
  }

  @Test
  void no_tool_gives_or_takes_anything_whatever_the_door() throws Exception {
    for (Intruder intruder : intruders) {
      String session = session(intruder);
      for (int i = 0; i < calls(NOBODYS).size(); i++) {
        String[] nobodys = calls(NOBODYS).get(i);
        String missing = facts(tool(intruder, nobodys), NOBODYS);
        String missingOverMcp = facts(mcp(intruder, session, nobodys), NOBODYS);
        for (Map.Entry<String, String> one : hers.entrySet()) {
          String[] call = calls(one.getValue()).get(i);
          String what = intruder + ": " + call[0] + " with the " + one.getKey();
          assertSame(what, tool(intruder, call), missing, one.getValue());
          assertSame(
              what + " over MCP", mcp(intruder, session, call), missingOverMcp, one.getValue());
          if (!call[1].contains(bare(one.getValue()))) {
            break; // the same again
          }
        }
      }
    }
    assertThat(state()).isEqualTo(before);
  }

  /// A refusal would tell that somebody has it.
  @Test
  void the_id_of_her_raw_memory_is_free_to_others() throws Exception {
    String id = requireNonNull(hers.get("raw"));
    String body =
        "{\"type\": \"raw\", \"context\": \"an oboe\", \"id\": \"%s\"}".formatted(bare(id));
    String path = "/memory/raw/" + id;
    for (Intruder intruder : intruders) {
      var made = send("POST", "/memory", body, intruder.headers());
      assertThat(made.statusCode()).as(intruder + " " + made.body()).isEqualTo(200);
      var found = send("GET", path, null, intruder.headers());
      assertThat(found.body()).as(intruder.name()).contains("an oboe").doesNotContain(MARK);
      assertThat(send("DELETE", path, null, intruder.headers()).statusCode()).isLessThan(300);
      assertThat(send("GET", path, null, intruder.headers()).statusCode()).isEqualTo(404);
    }
    assertThat(state()).isEqualTo(before);
  }

  /// Else the others would be tried with what finds nothing anyway.
  @Test
  void she_herself_finds_it_all_by_the_same_calls() throws Exception {
    var ada = bearer("ada", key, "ada");
    for (Route route : Routes.all()) {
      if (route.method() == Route.Method.GET || route.path().endsWith("/search")) {
        String kind =
            route.path().startsWith("/memory/")
                ? "raw"
                : route.path().startsWith("/api/v1/pending")
                    ? "waiting"
                    : route.path().startsWith("/api/v1/conversations") ? "conversation" : "active";
        assertThat(call(route, requireNonNull(hers.get(kind)), ada).body())
            .as(route.toString())
            .contains(route.operation().equals("get_write") ? "created" : MARK);
      }
    }
    for (String[] call : calls(NOBODYS)) {
      if (call[0].equals("query_memory") || call[1].equals("{}")) {
        assertThat(tool(ada, call).body()).as(call[1]).contains(MARK);
        assertThat(mcp(ada, session(ada), call).body()).as(call[1]).contains(MARK);
      }
    }
  }

  private static String bare(String id) {
    return id.replace("raw_mem-", "");
  }

  private static List<String[]> calls(String id) {
    String bare = bare(id);
    return List.of(
        new String[] {"query_memory", "{\"query\": \"who plays an instrument\"}"},
        new String[] {"query_memory", "{}"},
        new String[] {"query_memory", "{\"as_of\": \"2099-01-01T00:00:00Z\"}"},
        new String[] {
          "save_memory",
          "{\"content\": \"Something else\", \"memory_type\": \"fact\", \"supersedes\": \"%s\"}"
              .formatted(bare)
        },
        new String[] {
          "delete_memory", "{\"memory_ids\": [\"%s\"], \"confirm\": true}".formatted(bare)
        },
        new String[] {
          "delete_memory", "{\"description\": \"plays an instrument\", \"confirm\": true}"
        },
        new String[] {
          "summarize_episode", "{\"conversation_id\": \"%s\", \"force\": true}".formatted(bare)
        },
        new String[] {"confirm_memory", "{}"},
        new String[] {"confirm_memory", "{\"pending_id\": \"%s\"}".formatted(bare)});
  }

  private static void assertSame(
      String what, HttpResponse<String> foreign, String missing, String id) {
    assertThat(facts(foreign, id)).as(what).isEqualTo(missing);
    assertThat(foreign.body()).as(what).doesNotContain(MARK);
  }

  private HttpResponse<String> tool(Intruder intruder, String... call) throws Exception {
    return send("POST", "/api/v1/tools/" + call[0], call[1], intruder.headers());
  }

  private String session(Intruder intruder) throws Exception {
    HttpRequest.Builder request = door.mcp(OpenDoor.INITIALIZE).headers(intruder.headers());
    return door.send(request).headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  private HttpResponse<String> mcp(Intruder intruder, String session, String... call)
      throws Exception {
    return door.send(door.mcpCall(session, call[0], call[1]).headers(intruder.headers()));
  }

  @Test
  void nothing_of_hers_is_a_resource_of_anybody_else() throws Exception {
    for (Intruder intruder : intruders) {
      String session = session(intruder);
      String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}";
      String read =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"keepsake://memory/%s\"}}";
      String there =
          door.send(door.mcp(list).header("Mcp-Session-Id", session).headers(intruder.headers()))
              .body();
      assertThat(there).as(intruder.name()).doesNotContain(MARK);
      for (String id : hers.values()) {
        assertThat(there).doesNotContain(bare(id));
        var foreign =
            door.send(
                door.mcp(read.formatted(bare(id)))
                    .header("Mcp-Session-Id", session)
                    .headers(intruder.headers()));
        assertThat(foreign.body()).as(intruder.name()).doesNotContain(MARK);
      }
    }
  }

  /// Over stdio one user is served, with the scope of the process.
  @Test
  void no_tool_gives_or_takes_anything_over_stdio() throws Exception {
    var input = new ArrayList<String>();
    input.add(OpenDoor.INITIALIZE.strip());
    input.add("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    int number = 10;
    for (String id : hers.values()) {
      for (String[] call : calls(id)) {
        input.add(
            "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(number++, call[0], call[1]));
      }
    }
    var out = new ByteArrayOutputStream();
    StdioDoor.run(
        door.keepsake,
        Optional.of(new UserName("ada")),
        new ByteArrayInputStream(
            (String.join("\n", input) + "\n").getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8));

    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(said.lines().filter(line -> line.contains("\"result\"")).count())
        .isGreaterThanOrEqualTo(number - 10);
    assertThat(said).doesNotContain(MARK);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void a_person_may_not_name_her_and_a_key_of_nobody_opens_nothing() throws Exception {
    String person = "Bearer " + token("mallory", "acme", "shop");
    String[] naming = {"Authorization", person, "X-User-Id", "ada"};
    assertThat(send("GET", "/api/v1/memories", null, naming).statusCode()).isEqualTo(403);
    assertThat(
            send("GET", "/api/v1/memories?user_id=ada", null, "Authorization", person).statusCode())
        .isEqualTo(403);
    for (String wrong : List.of("Bearer ks_00000000_" + "0".repeat(43), "Bearer x.y.z")) {
      for (Route route : Routes.all()) {
        var refused =
            send(
                route.method().name(),
                route.path().replaceAll("\\{\\w+}", NOBODYS),
                body(route, NOBODYS),
                "Authorization",
                wrong,
                "X-User-Id",
                "ada");
        assertThat(refused.statusCode()).as(route.toString()).isEqualTo(401);
      }
    }
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        door.to(path)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .headers(headers);
    return door.send(body == null ? request : request.header("Content-Type", "application/json"));
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    return WireJson.MAPPER.readTree(response.body());
  }
}
