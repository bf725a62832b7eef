package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.auth.Authenticator;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.server.http.RestDoor.Answer;
import dev.keepsake.server.mcp.McpEndpoint;
import dev.keepsake.server.observe.PrometheusMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Memories over REST, through the real door with the real model; each test has users of its own.
@Timeout(120)
final class RestMemoriesTest {
  private static final String MEMORIES = "/api/v1/memories";
  private static final String NOBODYS = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static RestDoor door;
  private final String user = "user-" + UUID.randomUUID();

  @BeforeAll
  static void open() {
    door = new RestDoor(KeepsakeSettings.defaults(home).with(new RateLimits(10, 25, 0)));
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private String[] as(String... more) {
    var headers = new ArrayList<>(List.of("X-User-Id", user));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  private Answer create(String body) {
    return door.post(MEMORIES, body, as());
  }

  private String created(String content) {
    return create("{\"content\": \"%s\"}".formatted(content)).expect(201).text("/memory/id");
  }

  @Test
  void what_is_created_comes_back_whole() {
    Answer answer =
        create(
                """
                {"content": "Ada's flight to Porto leaves at 9:40", "title": "Flight", "memory_type": "meeting_note",
                 "source": "integration", "source_id": "cal-1", "tags": ["travel", "porto"],
                 "metadata": {"seat": "12A", "legs": [1, 2.5], "deep": {"a": null}}, "filter_tags": {"team": "blue", "scope": "mine"},
                 "conversation_id": "c-1", "related_memories": ["%s"], "confidence": 0.9, "importance": 0.25,
                 "valid_from": "2026-01-02T03:04:05Z", "expires_at": "2126-01-02T03:04:05Z"}\
                """
                    .formatted(NOBODYS))
            .expect(201);
    assertThat(answer.text("/action")).isEqualTo("created");
    assertThat(answer.text("/embedding_status")).isEqualTo("completed");
    JsonNode memory = answer.json().path("memory");
    String id = memory.path("id").asText();
    assertThat(answer.header("Location")).isEqualTo(MEMORIES + "/" + id);
    Answer read = door.get(MEMORIES + "/" + id, as()).expect(200);
    assertThat(read.json()).isEqualTo(memory);
    assertThat(read.header("ETag")).isEqualTo(answer.header("ETag")).isNotEmpty();
    assertThat(memory.path("user_id").asText()).isEqualTo(user);
    assertThat(memory.path("memory_type").asText()).isEqualTo("meeting");
    assertThat(memory.path("title").asText()).isEqualTo("Flight");
    assertThat(memory.path("source").asText()).isEqualTo("integration");
    assertThat(memory.path("source_id").asText()).isEqualTo("cal-1");
    assertThat(memory.path("tags").toString()).isEqualTo("[\"travel\",\"porto\"]");
    assertThat(memory.path("metadata").path("legs").toString()).isEqualTo("[1,2.5]");
    assertThat(memory.path("metadata").path("deep").has("a")).isTrue();
    assertThat(memory.path("filter_tags").toString())
        .isEqualTo("{\"team\":\"blue\",\"scope\":\"local\"}");
    assertThat(memory.path("conversation_id").asText()).isEqualTo("c-1");
    assertThat(memory.path("related_memories").get(0).asText()).isEqualTo(NOBODYS);
    assertThat(memory.path("confidence").asDouble()).isEqualTo(0.9);
    assertThat(memory.path("importance").asDouble()).isEqualTo(0.25);
    assertThat(memory.path("valid_from").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(memory.path("expires_at").asText()).isEqualTo("2126-01-02T03:04:05Z");
    assertThat(memory.path("provenance").asText()).isEqualTo("tool");
    assertThat(memory.path("embedding_model").asText()).isNotEmpty();
    assertThat(memory.toString()).doesNotContain("_created_by_id").doesNotContain("revision");
  }

  @Test
  void every_action_has_its_status() {
    String id = created("The user likes green tea");
    Answer twice = create("{\"content\": \"the user likes green tea.\"}").expect(200);
    assertThat(twice.text("/action")).isEqualTo("duplicate_skipped");
    assertThat(twice.text("/memory/id")).isEqualTo(id);
    Answer waits =
        create("{\"content\": \"The user may move to Rome\", \"confidence\": 0.6}").expect(202);
    assertThat(waits.text("/action")).isEqualTo("confirm_needed");
    Answer unsure =
        create("{\"content\": \"The user might own a boat\", \"confidence\": 0.2}").expect(422);
    assertThat(unsure.text("/code")).isEqualTo("discarded");
    assertThat(unsure.header("Content-Type")).isEqualTo("application/problem+json");
    Answer secret =
        create("{\"content\": \"My token is ghp_16C7e42F292c6912E7710c838347Ae178B4a\"}")
            .expect(422);
    assertThat(secret.text("/action")).isEqualTo("rejected");
    assertThat(secret.text("/rule")).isNotEmpty();
    Answer corrected =
        create("{\"content\": \"The user likes black tea\", \"supersedes\": \"%s\"}".formatted(id))
            .expect(201);
    assertThat(corrected.text("/supersedes")).isEqualTo(id);
    create("{\"content\": \"The user likes no tea\", \"supersedes\": \"%s\"}".formatted(id))
        .expect(409);
    create("{\"content\": \"The user has tea\", \"supersedes\": \"%s\"}".formatted(NOBODYS))
        .expect(404);
  }

  /// As where the database goes away right behind the commit.
  @Test
  void what_was_created_is_told_where_nobody_knows_how_much_may_still_be() throws Exception {
    var settings = new HttpSettings("localhost", 0, Optional.of(new UserName(user)));
    var api =
        new RestApi(
            door.keepsake.records(),
            _ -> {
              throw new MemoryException(ErrorCode.STORE_UNAVAILABLE, "The store is away.");
            },
            settings.defaultUser(),
            new WorkLimit());
    HttpDoor other =
        HttpDoor.start(
            settings,
            Authenticator.of(door.keepsake, settings.tokens(), settings.keyRequired()),
            door.keepsake.ids(),
            McpEndpoint.open(door.keepsake, settings.defaultUser(), settings.maxBodyBytes()),
            List.of(api),
            new Health(door.keepsake::checkStore, door.keepsake::embedder),
            new PrometheusMetrics());
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + other.port() + MEMORIES))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"content\": \"The user sails\"}"))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(answer.headers().map()).doesNotContainKey("ratelimit");
    } finally {
      other.close();
    }
    assertThat(ids(door.get(MEMORIES, as()))).hasSize(1);
  }

  @Test
  void a_title_is_looked_through_like_the_statement() {
    create(
            """
            {"content": "The user works at night", "title": "ghp_16C7e42F292c6912E7710c838347Ae178B4a"}\
            """)
        .expect(422);
  }

  @Test
  void the_same_key_gets_the_first_answer_again() {
    String[] keyed = as("Idempotency-Key", "k-1");
    Answer first =
        door.post(MEMORIES, "{\"content\": \"The user owns a bike\"}", keyed).expect(201);
    Answer again =
        door.post(MEMORIES, "{\"content\": \"The user owns a bike\"}", keyed).expect(201);
    assertThat(again.text("/memory/id")).isEqualTo(first.text("/memory/id"));
    assertThat(again.json().path("replayed").asBoolean()).isTrue();
    door.post(MEMORIES, "{\"content\": \"The user owns a car\"}", keyed).expect(409);
    door.post(MEMORIES, "{\"content\": \"The user owns a bike\", \"title\": \"b\"}", keyed)
        .expect(409);
  }

  @Test
  void an_answer_that_is_given_again_does_not_show_what_was_deleted() {
    String[] keyed = as("Idempotency-Key", "k-2");
    String body = "{\"content\": \"The user owns a boat\"}";
    String path = door.post(MEMORIES, body, keyed).expect(201).header("Location");
    door.delete(path, as()).expect(204);
    Answer again = door.post(MEMORIES, body, keyed).expect(201);
    assertThat(again.json().path("replayed").asBoolean()).isTrue();
    assertThat(again.response().body()).doesNotContain("boat");
    assertThat(again.header("Location")).isEqualTo(path);
    assertThat(again.header("ETag")).isEmpty();
  }

  @Test
  void a_list_is_paged_by_page_and_by_cursor_and_both_tell_the_same() {
    List<String> ids =
        IntStream.range(0, 7).mapToObj(i -> created("The user has item number " + i + i)).toList();
    Answer second = door.get(MEMORIES + "?page=2&per_page=3", as()).expect(200);
    assertThat(ids(second)).containsExactly(ids.get(3), ids.get(2), ids.get(1));
    assertThat(second.json().path("meta").toString())
        .startsWith("{\"page\":2,\"per_page\":3,\"total\":7,\"total_pages\":3,\"next_cursor\":");
    String cursor = door.get(MEMORIES + "?per_page=3", as()).expect(200).text("/meta/next_cursor");
    created("The user has a newer item");
    Answer behind = door.get(MEMORIES + "?per_page=3&cursor=" + cursor, as()).expect(200);
    assertThat(ids(behind)).isEqualTo(ids(second));
    Answer last =
        door.get(MEMORIES + "?per_page=3&cursor=" + behind.text("/meta/next_cursor"), as())
            .expect(200);
    assertThat(ids(last)).containsExactly(ids.get(0));
    assertThat(last.json().at("/meta/next_cursor").isMissingNode()).isTrue();
    Answer up =
        door.get(MEMORIES + "?sort_by=updated_at&sort_order=asc&per_page=2", as()).expect(200);
    assertThat(ids(up)).containsExactly(ids.get(0), ids.get(1));
    door.get(MEMORIES + "?sort_by=created_at&cursor=" + up.text("/meta/next_cursor"), as())
        .expect(400);
  }

  @Test
  void a_list_is_filtered() {
    String tea =
        create(
                """
                {"content": "The user likes tea", "memory_type": "preference", "tags": ["drinks", "hot"], "source": "chat"}\
                """)
            .expect(201)
            .text("/memory/id");
    String work = created("The user works in Porto");
    assertThat(ids(door.get(MEMORIES + "?tags=hot,drinks", as()))).containsExactly(tea);
    assertThat(ids(door.get(MEMORIES + "?memory_type=note", as()))).containsExactly(work);
    assertThat(ids(door.get(MEMORIES + "?source=chat", as()))).containsExactly(tea);
    assertThat(ids(door.get(MEMORIES + "?embedding_status=failed", as()))).isEmpty();
    assertThat(ids(door.get(MEMORIES + "?created_after=2100-01-01T00:00:00Z", as()))).isEmpty();
    door.delete(MEMORIES + "/" + work, as()).expect(204);
    assertThat(ids(door.get(MEMORIES, as()))).containsExactly(tea);
    assertThat(ids(door.get(MEMORIES + "?status=deleted", as()))).containsExactly(work);
  }

  private static List<String> ids(Answer answer) {
    var ids = new ArrayList<String>();
    answer.expect(200).json().path("data").forEach(memory -> ids.add(memory.path("id").asText()));
    return ids;
  }

  @Test
  void only_what_is_given_changes_and_the_old_words_become_history() {
    Answer made =
        create(
                """
                {"content": "The user lives in Berlin", "title": "Home", "tags": ["home"], "metadata": {"a": 1}}\
                """)
            .expect(201);
    String path = MEMORIES + "/" + made.text("/memory/id");
    Answer titled = door.patch(path, "{\"title\": \"Where\"}", as()).expect(200);
    assertThat(titled.text("/action")).isEqualTo("updated");
    assertThat(titled.text("/memory/content")).isEqualTo("The user lives in Berlin");
    assertThat(titled.text("/memory/title")).isEqualTo("Where");
    assertThat(titled.json().at("/memory/tags/0").asText()).isEqualTo("home");
    Answer bare =
        door.patch(path, "{\"title\": null, \"tags\": null, \"metadata\": null}", as()).expect(200);
    assertThat(bare.json().path("memory").has("title")).isFalse();
    assertThat(bare.json().at("/memory/tags")).isEmpty();
    assertThat(bare.json().at("/memory/metadata")).isEmpty();
    Answer moved =
        door.patch(path, "{\"content\": \"The user lives in Lisbon\"}", as()).expect(200);
    assertThat(moved.text("/memory/id")).isEqualTo(made.text("/memory/id"));
    assertThat(moved.text("/memory/created_at")).isEqualTo(made.text("/memory/created_at"));
    assertThat(moved.text("/memory/embedding_status")).isEqualTo("completed");
    Answer found =
        door.post(MEMORIES + "/search", "{\"query\": \"Where does the user live?\"}", as());
    assertThat(found.expect(200).json().path("memories")).hasSize(1);
    assertThat(found.text("/memories/0/content")).isEqualTo("The user lives in Lisbon");
    JsonNode history = door.get(path + "/history", as()).expect(200).json();
    assertThat(history.at("/memories/0/content").asText()).isEqualTo("The user lives in Berlin");
    assertThat(history.at("/memories/0/superseded_by").asText()).isEqualTo(made.text("/memory/id"));
    assertThat(history.at("/memories/1/content").asText()).isEqualTo("The user lives in Lisbon");
    assertThat(history.path("events").findValuesAsText("operation"))
        .containsExactly("create", "update", "update", "update");
    Answer then =
        door.post(
            MEMORIES + "/search",
            "{\"query\": \"lives\", \"as_of\": \"%s\"}".formatted(bare.text("/memory/updated_at")),
            as());
    assertThat(then.expect(200).json().path("memories")).hasSize(1);
    assertThat(then.text("/memories/0/content")).isEqualTo("The user lives in Berlin");
  }

  @Test
  void a_change_passes_policy_and_duplicate_check() {
    created("The user plays chess");
    String path = MEMORIES + "/" + created("The user owns a dog");
    assertThat(
            door.patch(path, "{\"content\": \"The user plays chess!\"}", as())
                .expect(409)
                .text("/code"))
        .isEqualTo("duplicate");
    door.patch(path, "{\"content\": \"ghp_16C7e42F292c6912E7710c838347Ae178B4a\"}", as())
        .expect(422);
    assertThat(door.get(path, as()).text("/content")).isEqualTo("The user owns a dog");
    door.patch(path, "{\"content\": \"The user owns a dog.\"}", as()).expect(200);
  }

  @Test
  void a_lost_update_is_a_412() {
    Answer made = create("{\"content\": \"The user reads a lot\"}").expect(201);
    String path = MEMORIES + "/" + made.text("/memory/id");
    String tag = made.header("ETag");
    Answer changed = door.patch(path, "{\"title\": \"Books\"}", as("If-Match", tag)).expect(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertThat(
            door.patch(path, "{\"title\": \"No\"}", as("If-Match", tag)).expect(412).text("/code"))
        .isEqualTo("precondition-failed");
    door.delete(path, as("If-Match", tag)).expect(412);
    assertThat(door.get(path, as("If-None-Match", changed.header("ETag"))).status()).isEqualTo(304);
    door.get(path, as("If-None-Match", tag)).expect(200);
    door.delete(path, as("If-Match", changed.header("ETag"))).expect(204);
  }

  @Test
  void a_memory_whose_successor_is_another_has_another_tag() {
    String berlin = MEMORIES + "/" + created("The user lives in Berlin");
    String lisbon =
        create(
                "{\"content\": \"The user lives in Lisbon\", \"supersedes\": \"%s\"}"
                    .formatted(berlin.substring(MEMORIES.length() + 1)))
            .expect(201)
            .text("/memory/id");
    Answer before = door.get(berlin, as()).expect(200);
    assertThat(before.text("/superseded_by")).isEqualTo(lisbon);
    door.get(berlin, as("If-None-Match", before.header("ETag"))).expect(304);
    door.patch(MEMORIES + "/" + lisbon, "{\"content\": \"The user lives in Porto\"}", as())
        .expect(200);
    Answer after = door.get(berlin, as("If-None-Match", before.header("ETag"))).expect(200);
    assertThat(after.text("/superseded_by")).isNotEqualTo(lisbon);
    assertThat(after.text("/updated_at")).isEqualTo(before.text("/updated_at"));
  }

  @Test
  void what_was_deleted_is_gone_until_it_is_restored() {
    String path = MEMORIES + "/" + created("The user has a sister in Rome");
    Answer gone = door.delete(path, as()).expect(204);
    assertThat(gone.response().body()).isEmpty();
    door.get(path, as()).expect(404);
    door.get(path + "/history", as()).expect(404);
    door.patch(path, "{\"title\": \"x\"}", as()).expect(404);
    door.delete(path, as()).expect(404);
    assertThat(door.post(path + "/restore", "", as()).expect(200).text("/status"))
        .isEqualTo("active");
    door.get(path, as()).expect(200);
    door.post(path + "/restore", "", as()).expect(409);
  }

  @Test
  void a_vector_that_is_there_is_not_made_again() {
    String path = MEMORIES + "/" + created("The user paints");
    assertThat(door.post(path + "/retry-embedding", "", as()).expect(409).text("/code"))
        .isEqualTo("embedding-settled");
  }

  @Test
  void each_of_a_bulk_succeeds_or_fails_by_itself_and_is_made_up_for() {
    String body =
        """
        {"memories": [{"content": "The user speaks Greek"}, {"content": " "}, {"content": "The user speaks Greek."},
          {"content": "The user cooks", "wrong": 1}, {"content": "The user sings in a choir", "tags": ["music"]}, 7]}\
        """;
    Answer answer = door.post(MEMORIES + "/bulk", body, as("Idempotency-Key", "b-1")).expect(200);
    assertThat(answer.json().path("created").asInt()).isEqualTo(2);
    assertThat(answer.json().path("failed").asInt()).isEqualTo(3);
    assertThat(answer.json().path("errors").findValuesAsText("index"))
        .containsExactly("1", "3", "5");
    assertThat(answer.text("/errors/0/fields/0/field")).isEqualTo("content");
    assertThat(answer.text("/errors/1/fields/0/field")).isEqualTo("wrong");
    assertThat(answer.text("/results/1/action")).isEqualTo("duplicate_skipped");
    Answer again = door.post(MEMORIES + "/bulk", body, as("Idempotency-Key", "b-1")).expect(200);
    assertThat(again.json()).isEqualTo(answer.json());
    door.post(MEMORIES + "/bulk", "{\"memories\": []}", as()).expect(400);
    String many = IntStream.range(0, 101).mapToObj(i -> "{}").collect(Collectors.joining(","));
    door.post(MEMORIES + "/bulk", "{\"memories\": [" + many + "]}", as()).expect(400);
  }

  /// Refused for a field that there is not, so that nothing but the size is asked.
  @Test
  void a_bulk_may_have_all_that_a_hundred_memories_may_say() {
    String entry = "{\"content\": \"%s\", \"wrong\": 1}".formatted("\\ud83d\\ude00".repeat(50_000));
    String body =
        IntStream.range(0, 100)
            .mapToObj(_ -> entry)
            .collect(Collectors.joining(",", "{\"memories\": [", "]}"));
    Answer answer = door.post(MEMORIES + "/bulk", body, as()).expect(200);
    assertThat(answer.json().path("failed").asInt()).isEqualTo(100);
    assertThat(answer.json().path("errors").findValuesAsText("field")).containsOnly("wrong");
  }

  @Test
  void a_search_is_by_meaning_and_by_labels() {
    create(
            "{\"content\": \"The user drinks espresso\", \"filter_tags\": {\"team\": {\"id\": 7},"
                + " \"on\": [\"a\", \"b\"]}}")
        .expect(201);
    created("The user drinks herbal tea");
    String search = MEMORIES + "/search";
    assertThat(
            door.post(
                    search,
                    "{\"query\": \"drinks\", \"filter_tags\": {\"team\": {\"id\": 7}}}",
                    as())
                .expect(200)
                .json()
                .path("memories"))
        .hasSize(1);
    assertThat(
            door.post(search, "{\"filter_tags\": {\"on\": [\"b\"], \"scope\": \"local\"}}", as())
                .expect(200)
                .json()
                .path("total_count")
                .asInt())
        .isEqualTo(1);
    for (String all : List.of("{}", "{\"scope\": \"local\"}")) {
      assertThat(
              door.post(search, "{\"filter_tags\": %s}".formatted(all), as())
                  .expect(200)
                  .json()
                  .path("memories"))
          .hasSize(2);
    }
    assertThat(
            door.post(search, "{\"filter_tags\": {\"scope\": \"other\"}}", as())
                .expect(200)
                .json()
                .path("memories"))
        .isEmpty();
    assertThat(
            door.post(search, "{\"query\": \"drinks\"}", as()).expect(200).json().path("memories"))
        .hasSize(2);
  }

  @Test
  void what_waits_is_confirmed_or_refused() {
    String first =
        create(
                "{\"content\": \"The user may like jazz\", \"confidence\": 0.6, \"tags\":"
                    + " [\"music\"]}")
            .expect(202)
            .text("/pending_id");
    String second =
        create("{\"content\": \"The user may like opera\", \"confidence\": 0.6}")
            .expect(202)
            .text("/pending_id");
    Answer list = door.get("/api/v1/pending", as()).expect(200);
    assertThat(list.json().path("pending").findValuesAsText("pending_id"))
        .containsExactly(first, second);
    Answer yes = door.post("/api/v1/pending/" + first, "{}", as()).expect(201);
    Answer stored = door.get(MEMORIES + "/" + yes.text("/memory_id"), as()).expect(200);
    assertThat(stored.text("/tags/0")).isEqualTo("music");
    assertThat(stored.text("/content")).isEqualTo("The user may like jazz");
    Answer no = door.post("/api/v1/pending/" + second, "{\"accept\": false}", as()).expect(200);
    assertThat(no.text("/action")).isEqualTo("discarded");
    door.post("/api/v1/pending/" + second, "{\"accept\": true}", as()).expect(409);
    door.post("/api/v1/pending/" + NOBODYS, "{}", as()).expect(404);
  }

  @Test
  void what_waits_may_be_corrected_to_as_much_as_a_memory_may_say() {
    String waits =
        create("{\"content\": \"The user may like jazz\", \"confidence\": 0.6}")
            .expect(202)
            .text("/pending_id");
    String path = "/api/v1/pending/" + waits;
    assertField(
        door.post(path, "{\"content\": \"%s\"}".formatted("x".repeat(50_001)), as()), "content");
    String words = "The user likes jazz of all kinds. ".repeat(100).strip();
    Answer yes = door.post(path, "{\"content\": \"%s\"}".formatted(words), as()).expect(201);
    assertThat(door.get(MEMORIES + "/" + yes.text("/memory_id"), as()).text("/content"))
        .isEqualTo(words);
    assertThat(
            door.get("/openapi.json")
                .json()
                .at("/components/schemas/AnswerPendingRequest/properties/content/maxLength")
                .asInt())
        .isEqualTo(50_000);
  }

  @Test
  void a_header_and_a_parameter_name_the_same_user() {
    String id = created("The user collects stamps");
    door.get(MEMORIES + "/" + id + "?user_id=" + user).expect(200);
    door.get(MEMORIES + "/" + id + "?user_id=" + user, as()).expect(200);
    door.get(MEMORIES + "/" + id + "?user_id=somebody", as()).expect(400);
    door.get(MEMORIES + "/" + id + "?user_id=somebody").expect(404);
  }

  @Test
  void what_is_wrong_is_told_by_its_field() {
    assertField(create("{}"), "content");
    assertField(create("{\"content\": null}"), "content");
    assertField(create("{\"content\": 7}"), "content");
    assertField(create("{\"content\": \"x\", \"memory_type\": \"poem\"}"), "memory_type");
    assertField(create("{\"content\": \"x\", \"colour\": \"red\"}"), "colour");
    assertField(create("{\"content\": \"x\", \"confidence\": 1.5}"), "confidence");
    assertField(create("{\"content\": \"x\", \"valid_from\": \"yesterday\"}"), "valid_from");
    assertField(create("{\"content\": \"x\\u0000\"}"), "content");
    assertField(create("{\"content\": \"x\", \"metadata\": {\"a\": \"\\u0000\"}}"), "metadata");
    assertField(create("{\"content\": \"x\", \"metadata\": {\"a\": 1e999}}"), "metadata");
    assertField(
        create("{\"content\": \"x\", \"metadata\": " + "{\"a\":".repeat(40) + "1" + "}".repeat(41)),
        "metadata");
    assertField(door.get(MEMORIES + "?page=0", as()), "page");
    assertField(door.get(MEMORIES + "?page=two", as()), "page");
    assertField(door.get(MEMORIES + "?per_page=101", as()), "per_page");
    assertField(door.get(MEMORIES + "?colour=red", as()), "colour");
    assertField(door.get(MEMORIES + "?page=1&page=2", as()), "page");
    assertField(door.get(MEMORIES + "/not-an-id", as()), "id");
    assertThat(door.get(MEMORIES + "?cursor=xyz", as()).expect(400).text("/detail"))
        .contains("cursor");
    assertThat(create("{\"content\": ").expect(400).text("/detail")).contains("JSON");
  }

  private static void assertField(Answer answer, String field) {
    assertThat(answer.expect(400).header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("errors").findValuesAsText("field")).contains(field);
  }

  @Test
  void another_user_has_the_same_404_as_for_what_never_was() {
    String id = created("The user has a secret garden");
    String[] other = {"X-User-Id", "another-" + user};
    for (String path : List.of("", "/history")) {
      assertSame(
          door.get(MEMORIES + "/" + id + path, other),
          door.get(MEMORIES + "/" + NOBODYS + path, other),
          id);
    }
    assertSame(
        door.patch(MEMORIES + "/" + id, "{\"title\": \"x\"}", other),
        door.patch(MEMORIES + "/" + NOBODYS, "{\"title\": \"x\"}", other),
        id);
    assertSame(
        door.delete(MEMORIES + "/" + id, other), door.delete(MEMORIES + "/" + NOBODYS, other), id);
    assertThat(door.get(MEMORIES + "/" + id, as()).expect(200).json().has("title")).isFalse();
  }

  private static void assertSame(Answer foreign, Answer missing, String id) {
    assertThat(foreign.expect(404).text("/detail").replace(id, NOBODYS))
        .isEqualTo(missing.expect(404).text("/detail"));
  }
}
