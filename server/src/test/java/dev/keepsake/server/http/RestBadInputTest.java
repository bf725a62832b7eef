package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.http.RestDoor.Answer;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the document does not allow is refused by a problem that names it, and what it allows is
/// kept as it is, whatever it would mean to a database, a browser or a log.
@Timeout(120)
final class RestBadInputTest {
  private static final String MEMORIES = "/api/v1/memories";

  /// The last one is no name of a conversation, nor a header.
  private static final List<String> HOSTILE =
      List.of(
          "'; drop table memory_items; --",
          "' or '1'='1",
          "\\'; select pg_sleep(10); --",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "{{7*7}} ${jndi:ldap://127.0.0.1/a} %n%s%d %00 {0} \\u0000",
          "../../etc/passwd \u202e\u200b \uD83D\uDE00",
          "level=ERROR\n{\"level\":\"error\",\"message\":\"forged\"}\tx");

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static RestDoor door;
  private static ApiDocument document;
  private static BadRequests requests;
  private final String user = "user-" + UUID.randomUUID();

  @BeforeAll
  static void open() {
    door = new RestDoor(KeepsakeSettings.defaults(home).with(RateLimits.OFF));
    document = new ApiDocument(door.get("/openapi.json").expect(200).json());
    requests = new BadRequests(document);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private String[] as() {
    return new String[] {"X-User-Id", user};
  }

  @Test
  void every_mistake_is_a_problem_that_names_its_field() {
    List<BadRequests.Bad> all = requests.all();
    var faults = new ArrayList<String>();
    for (BadRequests.Bad bad : all) {
      HttpResponse<String> response =
          door.sendBytes(bad.method(), bad.path(), bad.body(), bad.headers());
      String type = response.headers().firstValue("Content-Type").orElse("");
      String fault =
          requests.fault(bad, response.statusCode(), type, BadRequests.parsed(response.body()));
      if (!fault.isEmpty()) {
        faults.add(fault);
      }
    }
    assertThat(all).hasSizeGreaterThan(500);
    assertThat(String.join("\n", faults)).isEmpty();
  }

  /// By what is announced of it: nothing of it need be sent. A bulk may be larger, and a history.
  @Test
  void a_body_that_is_too_large_is_a_problem() throws IOException {
    for (ApiDocument.Operation operation : document.operations()) {
      boolean larger = operation.path().matches(".*/(bulk|messages)");
      if (operation.has(413) && !larger && !operation.path().startsWith("/v1/")) {
        String answer =
            door.raw(
                operation.method() + " " + BadRequests.at(operation),
                "Content-Type: application/json",
                "Content-Length: " + (HttpSettings.MAX_BODY_BYTES + 1));
        assertThat(answer)
            .as(operation.id())
            .startsWith("HTTP/1.1 413")
            .contains("application/problem+json");
      }
    }
  }

  @Test
  void a_query_with_a_broken_escape_is_a_problem() throws IOException {
    assertThat(door.raw("GET " + MEMORIES + "?page=%zz"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json");
  }

  /// Each of a bulk fails by itself, in the same words.
  @Test
  void a_mistake_in_one_of_a_bulk_is_told_by_its_field() {
    JsonNode one =
        document.resolved(
            document.body(document.operation("create_memories")).at("/properties/memories/items"));
    ObjectNode valid = WireJson.MAPPER.createObjectNode().put("content", "The user likes tea");
    var faults = new ArrayList<String>();
    for (ObjectNode wrong : requests.wrong(one, valid, Set.of(), new ArrayList<>())) {
      String about = wrong.remove("about").asText();
      Answer answer = door.post(MEMORIES + "/bulk", "{\"memories\":[" + wrong + "]}", as());
      if (!answer.json().at("/errors/0/fields").findValuesAsText("field").contains(about)) {
        faults.add(about + " of " + wrong + ": " + answer.response().body());
      }
    }
    assertThat(String.join("\n", faults)).isEmpty();
  }

  @Test
  void what_fields_say_together_is_told_by_a_field() {
    assertField(door.get(MEMORIES + "?cursor=xyz", as()), "cursor");
    assertField(
        door.get(MEMORIES + "?cursor=" + forged("created_at- 9223372036854775807"), as()),
        "cursor");
    assertField(
        door.get(MEMORIES + "?cursor=" + forged("created_at- -9223372036854775808"), as()),
        "cursor");
    assertField(door.get(MEMORIES + "?cursor=" + forged("created_at+ 1"), as()), "cursor");
    assertField(
        door.get(
            MEMORIES + "?created_after=2026-01-02T00:00:00Z&created_before=2026-01-01T00:00:00Z",
            as()),
        "created_after");
    assertField(door.get(MEMORIES + "?user_id=other", as()), "user_id");
    String search = MEMORIES + "/search";
    assertField(door.post(search, "{\"cursor\": \"xyz\"}", as()), "cursor");
    assertField(
        door.post(search, "{\"cursor\": \"" + forged("9223372036854775807") + "\"}", as()),
        "cursor");
    assertField(door.post(search, "{\"min_score\": 0.5}", as()), "min_score");
    assertField(
        door.post(
            search,
            "{\"since\": \"2026-01-02T00:00:00Z\", \"until\": \"2026-01-01T00:00:00Z\"}",
            as()),
        "since");
    assertField(
        door.post(MEMORIES, "{\"content\": \"x\", \"expires_at\": \"2001-01-01T00:00:00Z\"}", as()),
        "expires_at");
    assertField(
        door.post(
            MEMORIES,
            "{\"content\": \"x\", \"conversation_id\": \"a\"}",
            "X-User-Id",
            user,
            "X-Conversation-Id",
            "b"),
        "conversation_id");
  }

  private static String forged(String place) {
    String text = place + " 0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
    return java.util.Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertField(Answer answer, String field) {
    assertThat(answer.expect(400).header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("errors").findValuesAsText("field")).contains(field);
  }

  /// The ends of what times can be, and the greatest numbers that are whole.
  @Test
  void extreme_values_that_are_allowed_are_taken() {
    door.get(
            MEMORIES
                + "?created_after=0000-01-01T00:00:00Z&created_before=9999-12-31T23:59:59.999999999Z",
            as())
        .expect(200);
    door.get(MEMORIES + "?page=1000000&per_page=100", as()).expect(200);
    Answer made =
        door.post(
                MEMORIES,
                """
                {"content": "The user likes numbers", "valid_from": "0001-01-01T00:00:00Z", "expires_at": "9999-12-31T23:59:59Z",
                 "metadata": {"big": 1000000000000000000000000000000, "small": 1e-300, "": {"": []}}}\
                """,
                as())
            .expect(201);
    assertThat(made.json().at("/memory/metadata").toString())
        .isEqualTo("{\"big\":1000000000000000000000000000000,\"small\":1.0E-300,\"\":{\"\":[]}}");
  }

  @Test
  void hostile_texts_are_stored_as_texts_and_come_back_as_they_were() {
    for (String text : HOSTILE) {
      String line = text.replaceAll("\\p{Cntrl}", " ");
      ObjectNode memory = WireJson.MAPPER.createObjectNode();
      memory.put("content", "Note: " + text).put("title", text).put("source_id", text);
      memory.put("conversation_id", line);
      memory.putArray("tags").add(text);
      memory.putObject("metadata").put(text, text);
      memory.putObject("filter_tags").put(text, text);
      Answer made = door.post(MEMORIES, memory.toString(), as()).expect(201);
      String path = MEMORIES + "/" + made.text("/memory/id");
      ObjectNode read = (ObjectNode) door.get(path, as()).expect(200).json();
      ((ObjectNode) read.path("filter_tags")).remove("scope");
      memory
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(read.path(name)).as(name).isEqualTo(memory.path(name)));
      found(text, made.text("/memory/id"));
      ObjectNode change = WireJson.MAPPER.createObjectNode();
      change.put("title", text + text).put("content", "Changed: " + text);
      change.putArray("tags").add(text).add("b" + text);
      change.putObject("metadata").putObject(text).put("b", text);
      Answer changed = door.patch(path, change.toString(), as()).expect(200);
      change
          .fieldNames()
          .forEachRemaining(name ->
              assertThat(changed.json().path("memory").path(name))
                  .as(name)
                  .isEqualTo(change.path(name)));
      assertThat(door.get(path + "/history", as()).expect(200).text("/memories/0/content"))
          .isEqualTo("Note: " + text);
      door.delete(path, as()).expect(204);
    }
  }

  private void found(String text, String id) {
    String tagged =
        MEMORIES + "?tags=" + URLEncoder.encode(text.replace(",", ""), StandardCharsets.UTF_8);
    if (!text.contains(",") && !text.contains("\n")) {
      assertThat(door.get(tagged, as()).expect(200).text("/data/0/id")).isEqualTo(id);
    }
    ObjectNode search = WireJson.MAPPER.createObjectNode().put("query", text);
    search.putObject("filter_tags").put(text, text);
    search.putArray("tags").add(text);
    assertThat(
            door.post(MEMORIES + "/search", search.toString(), as())
                .expect(200)
                .text("/memories/0/id"))
        .isEqualTo(id);
  }

  @Test
  void hostile_texts_of_a_bulk_are_stored_as_texts() {
    ObjectNode bulk = WireJson.MAPPER.createObjectNode();
    var memories = bulk.putArray("memories");
    HOSTILE.forEach(
        text -> memories.addObject().put("content", "Bulk: " + text).put("title", text));
    assertThat(
            door.post(MEMORIES + "/bulk", bulk.toString(), as())
                .expect(200)
                .json()
                .path("created")
                .asInt())
        .isEqualTo(HOSTILE.size());
    Answer list = door.get(MEMORIES + "?sort_order=asc", as()).expect(200);
    assertThat(list.json().path("data").findValuesAsText("title"))
        .containsExactlyInAnyOrderElementsOf(HOSTILE);
  }

  @Test
  void a_hostile_name_of_a_user_is_a_name() {
    for (String name : HOSTILE.subList(0, HOSTILE.size() - 1)) {
      String query = "?user_id=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      Answer made =
          door.post(MEMORIES + query, "{\"content\": \"The user has a name\"}").expect(201);
      assertThat(made.text("/memory/user_id")).isEqualTo(name);
      assertThat(door.get(MEMORIES + query).expect(200).json().at("/meta/total").asInt())
          .isEqualTo(1);
    }
  }
}
