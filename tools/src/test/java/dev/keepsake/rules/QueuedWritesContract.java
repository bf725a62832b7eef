package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Scope;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.WriteMode;
import dev.keepsake.write.WriteReceipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes that are accepted before they are decided, the same on every database.
abstract class QueuedWritesContract {
  private static final String TEA = "The user likes green tea";
  private static final String CELLO = "The user plays the cello";
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  @TempDir protected Path folder;
  protected final SettableClock clock = new SettableClock();
  private final HeldEmbedder model = new HeldEmbedder();
  private final List<TestMemory> opened = new ArrayList<>();
  private TestMemory memory;

  /// The one database of the test, opened once more.
  abstract SqlStore store();

  abstract DatabaseFile database();

  @BeforeEach
  void open() {
    memory = server(model);
  }

  @AfterEach
  void close() {
    opened.forEach(TestMemory::close);
  }

  /// Another server, as it were, on the same database.
  private TestMemory server(Embedder embedder) {
    return server(s -> s, embedder, Optional.empty());
  }

  private TestMemory server(
      UnaryOperator<KeepsakeSettings> change, Embedder embedder, Optional<WriteLimiter> limiter) {
    KeepsakeSettings base = KeepsakeSettings.defaults(folder).with(RateLimits.OFF);
    KeepsakeSettings settings = change.apply(base.with(base.write().with(WriteMode.QUEUED)));
    var server =
        TestMemory.over(
            store(),
            settings,
            new KeepsakeParts(embedder, TestMemory.IDS, clock, limiter),
            clock,
            Observers.none());
    opened.add(server);
    return server;
  }

  private void limit(RateLimits limits) {
    memory = server(s -> s.with(limits), model, Optional.empty());
  }

  private CountingLimiter count(int places) {
    var limiter = new CountingLimiter(places);
    // the store's own limits would refuse everything but one write
    memory = server(s -> s.with(new RateLimits(1, 1)), model, Optional.of(limiter));
    return limiter;
  }

  /// @return the id of the write
  private String queued(String content, Object... more) {
    ObjectNode answer = memory.save(content, more);
    assertThat(action(answer)).isEqualTo("queued");
    return answer.get("write_id").asText();
  }

  private String created(String content, Object... more) {
    String id = queued(content, more);
    assertThat(memory.keepsake.decideQueued()).isPositive();
    assertThat(receipt(id).action().wireName()).isEqualTo("created");
    return id;
  }

  private static String action(ObjectNode answer) {
    return answer.get("action").asText();
  }

  private WriteReceipt receipt(String id) {
    return receipt(memory.caller(), id);
  }

  private WriteReceipt receipt(Caller caller, String id) {
    return memory.keepsake.receipts().require(caller, new MemoryId(UUID.fromString(id)));
  }

  private String outcome(String id) {
    return receipt(id).action().wireName();
  }

  private List<String> newest() {
    return TestMemory.contents(memory.done("query_memory"));
  }

  private long memories() {
    return database().count("memory_items");
  }

  private List<Map<String, String>> events() {
    return database()
        .rows(
            "select operation, action, rule, details, memory_item_id from memory_write_events"
                + " order by seq");
  }

  private String deleted(Object... arguments) {
    return action(memory.done("delete_memory", arguments));
  }

  // accepting

  @Test
  void a_write_is_accepted_without_the_model_and_told_as_queued() {
    model.overloaded(true);
    ObjectNode answer = memory.save(TEA);
    assertThat(answer.get("success").asBoolean()).isTrue();
    assertThat(action(answer)).isEqualTo("queued");
    assertThat(answer.get("rule").asText()).isEqualTo("confidence_accept");
    assertThat(answer.has("memory_id")).isFalse();
    assertThat(memories()).isZero();
    assertThat(events()).isEmpty();
    WriteReceipt receipt = receipt(answer.get("write_id").asText());
    assertThat(receipt.state().wireName()).isEqualTo("accepted");
    assertThat(receipt.action().wireName()).isEqualTo("queued");
    assertThat(receipt.finishedAt()).isEmpty();
  }

  @Test
  void what_needs_no_vector_is_decided_at_once() {
    created(TEA);
    model.overloaded(true);
    assertThat(action(memory.save("the user likes GREEN tea."))).isEqualTo("duplicate_skipped");
    assertThat(action(memory.save("The user may like jazz", "confidence", 0.6)))
        .isEqualTo("confirm_needed");
    assertThat(action(memory.save("The user may like rock", "confidence", 0.1)))
        .isEqualTo("discarded");
    assertThat(action(memory.save("The user's wifi password is Zebrafink77")))
        .isEqualTo("rejected");
    assertThat(
            memory
                .refused(
                    "save_memory",
                    "content",
                    CELLO,
                    "memory_type",
                    "fact",
                    "confidence",
                    0.9,
                    "supersedes",
                    UNKNOWN)
                .status())
        .isEqualTo(404);
  }

  @Test
  void what_was_accepted_survives_its_process_and_is_applied_once() {
    String id = queued(TEA, "importance", 0.75, "source_message_id", "m-1");
    memory.close();
    opened.clear();
    memory = server(model);
    assertThat(memory.keepsake.decideQueued()).isOne();
    assertThat(memory.keepsake.decideQueued()).isZero();
    assertThat(
            database()
                .rows(
                    "select id, content, status, embedding_status, importance, source_message_id"
                        + " from memory_items"))
        .singleElement()
        .isEqualTo(
            Map.of(
                "id",
                id,
                "content",
                TEA,
                "status",
                "active",
                "embedding_status",
                "completed",
                "importance",
                "0.75",
                "source_message_id",
                "m-1"));
    assertThat(events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event)
              .containsEntry("operation", "create")
              .containsEntry("memory_item_id", id);
          assertThat(event).containsEntry("rule", "confidence_accept");
        });
    assertThat(memory.found("green tea")).containsExactly(TEA);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  @Test
  void a_finished_write_says_nothing_of_its_text() {
    created(TEA);
    String row = database().rows("select * from memory_writes").toString();
    assertThat(row).contains("finished").doesNotContain("tea");
    assertThat(database().rows("select request, content_hash from memory_writes"))
        .containsExactly(Map.of("request", "{}", "content_hash", ""));
  }

  // exactly once

  @Test
  void workers_that_race_decide_each_write_once() {
    for (int i = 0; i < 40; i++) {
      queued(
          "Entry " + i + " of the log is about " + UUID.nameUUIDFromBytes(new byte[] {(byte) i}));
    }
    var servers = List.of(memory, server(model), server(model), server(model));
    List<Integer> decided = Racers.race(4, i -> drain(servers.get(i)));
    assertThat(decided.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    assertThat(events()).hasSize(40);
    assertThat(database().number("select count(*) from memory_writes where state = 'finished'"))
        .isEqualTo(40);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  private static int drain(TestMemory server) {
    int all = 0;
    int decided;
    do {
      decided = server.keepsake.decideQueued();
      all += decided;
    } while (decided > 0);
    return all;
  }

  @Test
  void a_worker_that_is_overtaken_after_its_lease_writes_nothing() throws Exception {
    var gate = new GatedEmbedder();
    TestMemory slow = server(gate);
    String id = queued(TEA);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> late = threads.submit(slow.keepsake::decideQueued);
      gate.awaitCaller();
      assertThat(memory.keepsake.decideQueued()).as("it is leased").isZero();
      clock.advance(Duration.ofSeconds(61));
      assertThat(memory.keepsake.decideQueued()).isOne();
      gate.open();
      assertThat(late.get()).isZero();
    }
    assertThat(outcome(id)).isEqualTo("created");
    assertThat(memories()).isOne();
    assertThat(events()).hasSize(1);
  }

  @Test
  void what_a_dead_worker_had_taken_comes_back_when_its_lease_is_over() {
    String id = queued(TEA);
    TestMemory dying = server(new BrokenEmbedder());
    assertThatThrownBy(dying.keepsake::decideQueued).isInstanceOf(IllegalStateException.class);
    assertThat(memory.keepsake.decideQueued()).isZero();
    clock.advance(Duration.ofSeconds(60));
    assertThat(memory.keepsake.decideQueued()).isOne();
    assertThat(receipt(id).attempts()).isZero();
    assertThat(outcome(id)).isEqualTo("created");
  }

  // a model that fails

  @Test
  void a_text_that_cannot_be_embedded_is_tried_three_times_a_minute_apart() {
    String id = queued(TEA);
    model.late(true);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(memory.keepsake.decideQueued()).isZero();
      assertThat(receipt(id).attempts()).isEqualTo(attempt);
      assertThat(receipt(id).nextAttemptAt()).contains(clock.instant().plusSeconds(60));
      clock.advance(Duration.ofSeconds(59));
      assertThat(memory.keepsake.decideQueued()).isZero();
      assertThat(receipt(id).attempts()).isEqualTo(attempt);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(memory.keepsake.decideQueued()).isOne();
    WriteReceipt receipt = receipt(id);
    assertThat(receipt.action().wireName()).isEqualTo("created");
    assertThat(receipt.attempts()).isEqualTo(3);
    assertThat(receipt.embeddingStatus().orElseThrow().wireName()).isEqualTo("failed");
    assertThat(database().rows("select embedding_status from memory_items"))
        .containsExactly(Map.of("embedding_status", "failed"));
    assertThat(memory.found("green tea")).containsExactly(TEA);
  }

  @Test
  void the_exact_check_is_made_without_a_vector_too() {
    queued(TEA);
    String second = queued("The user likes green tea!");
    model.late(true);
    for (int attempt = 1; attempt <= 3; attempt++) {
      memory.keepsake.decideQueued();
      clock.advance(Duration.ofSeconds(60));
    }
    assertThat(outcome(second)).isEqualTo("duplicate_skipped");
    assertThat(memories()).isOne();
  }

  @Test
  void a_model_that_comes_back_in_time_loses_nothing() {
    String id = queued(TEA);
    model.late(true);
    memory.keepsake.decideQueued();
    model.late(false);
    clock.advance(Duration.ofSeconds(60));
    assertThat(memory.keepsake.decideQueued()).isOne();
    assertThat(receipt(id).embeddingStatus().orElseThrow().wireName()).isEqualTo("completed");
    assertThat(receipt(id).attempts()).isOne();
  }

  // deciding

  @Test
  void of_fifty_racers_with_one_statement_one_is_stored() {
    TestMemory other = server(model);
    List<String> ids =
        Racers.race(50, i -> (i % 2 == 0 ? memory : other).save(TEA).get("write_id").asText());
    assertThat(newest()).containsExactly(TEA);
    assertThat(Racers.race(2, i -> drain(i == 0 ? memory : other)).stream().mapToInt(n -> n).sum())
        .isEqualTo(50);
    List<String> outcomes = ids.stream().map(this::outcome).toList();
    assertThat(outcomes).filteredOn("created"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("duplicate_skipped"::equals).hasSize(49);
    String stored = database().rows("select id from memory_items").getFirst().get("id");
    assertThat(ids).contains(stored);
    assertThat(ids.stream().map(id -> receipt(id).memoryId().orElseThrow().toString()))
        .containsOnly(stored);
    assertThat(events()).hasSize(50);
  }

  @Test
  void meaning_is_compared_when_it_is_known() {
    String first = created("The user has two cats");
    String same = queued("The user has 2 cats");
    String opposite = queued("The user has three cats");
    memory.keepsake.decideQueued();
    assertThat(outcome(same)).isEqualTo("duplicate_skipped");
    assertThat(receipt(same).duplicateOf().orElseThrow()).hasToString(first);
    assertThat(receipt(opposite).contradicts().orElseThrow())
        .map(MemoryId::toString)
        .contains(first);
  }

  @Test
  void what_is_to_be_superseded_is_superseded_when_it_is_decided() {
    String berlin = created("The user lives in Berlin");
    String lisbon = queued("The user lives in Lisbon", "supersedes", berlin);
    assertThat(newest()).contains("The user lives in Berlin", "The user lives in Lisbon");
    memory.keepsake.decideQueued();
    assertThat(receipt(lisbon).supersedes().orElseThrow()).hasToString(berlin);
    assertThat(newest()).containsExactly("The user lives in Lisbon");
    assertThat(
            memory
                .refused(
                    "save_memory",
                    "content",
                    CELLO,
                    "memory_type",
                    "fact",
                    "confidence",
                    0.9,
                    "supersedes",
                    berlin)
                .code())
        .isEqualTo("not-active");
  }

  @Test
  void a_target_that_was_replaced_meanwhile_ends_the_write_as_rejected_and_names_the_head() {
    String berlin = created("The user lives in Berlin");
    String lisbon = queued("The user lives in Lisbon", "supersedes", berlin);
    String faro = queued("The user lives in Faro", "supersedes", berlin);
    assertThat(memory.keepsake.decideQueued()).isEqualTo(2);
    WriteReceipt receipt = receipt(faro);
    assertThat(receipt.action().wireName()).isEqualTo("rejected");
    assertThat(receipt.success()).isFalse();
    assertThat(receipt.rule()).contains("supersedes_not_active");
    assertThat(receipt.message()).contains(berlin, lisbon);
    assertThat(events().getLast())
        .containsEntry("operation", "refuse")
        .containsEntry("action", "rejected")
        .containsEntry("rule", "supersedes_not_active");
    assertThat(events().getLast().get("details")).contains(lisbon);
    assertThat(memories()).isEqualTo(2);
  }

  @Test
  void a_target_that_was_deleted_meanwhile_ends_the_write_as_rejected() {
    String berlin = created("The user lives in Berlin");
    String lisbon = queued("The user lives in Lisbon", "supersedes", berlin);
    assertThat(deleted("memory_ids", List.of(berlin), "confirm", true)).isEqualTo("deleted");
    assertThat(memory.keepsake.decideQueued()).isOne();
    assertThat(receipt(lisbon).rule()).contains("supersedes_not_active");
    assertThat(receipt(lisbon).message()).contains("leave `supersedes` out");
    assertThat(newest()).isEmpty();
  }

  @Test
  void the_first_answer_comes_again_while_it_waits_and_after() {
    ObjectNode first = memory.save(TEA, "idempotency_key", "k");
    ObjectNode again = memory.save(TEA, "idempotency_key", "k");
    assertThat(again.get("replayed").asBoolean()).isTrue();
    assertThat(again.get("write_id")).isEqualTo(first.get("write_id"));
    assertThat(memory.keepsake.decideQueued()).isOne();
    ObjectNode after = memory.save(TEA, "idempotency_key", "k");
    assertThat(after).isEqualTo(again);
    assertThat(action(after)).isEqualTo("queued");
    Problem other =
        memory.refused(
            "save_memory",
            "content",
            CELLO,
            "memory_type",
            "fact",
            "confidence",
            0.9,
            "idempotency_key",
            "k");
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
    assertThat(memories()).isOne();
  }

  @Test
  void racers_with_one_key_are_accepted_once() {
    List<String> ids =
        Racers.race(10, _ -> memory.save(TEA, "idempotency_key", "k").get("write_id").asText());
    assertThat(ids).containsOnly(ids.getFirst());
    assertThat(database().count("memory_writes")).isOne();
  }

  @Test
  void a_confirmed_write_is_queued_and_told_of_by_whom() {
    memory.in("conversation");
    ObjectNode asked = memory.save("The user may like jazz", "confidence", 0.6);
    String pending = asked.get("pending_id").asText();
    memory.in("another");
    JsonNode confirmed = inPerson("confirm_memory", Map.of("pending_id", pending));
    assertThat(confirmed.path("action").asText()).isEqualTo("queued");
    assertThat(memory.done("confirm_memory").get("total_count").asInt()).isZero();
    assertThat(
            inPerson("confirm_memory", Map.of("pending_id", pending)).path("replayed").asBoolean())
        .isTrue();
    assertThat(memory.keepsake.decideQueued()).isOne();
    assertThat(outcome(confirmed.path("write_id").asText())).isEqualTo("created");
    assertThat(database().rows("select trust, source_conversation_id from memory_items"))
        .containsExactly(Map.of("trust", "high", "source_conversation_id", "conversation"));
    assertThat(events().getLast())
        .containsEntry("operation", "create")
        .containsEntry("rule", "confirmed");
    assertThat(events().getLast().get("details")).contains(pending).contains("user");
  }

  private JsonNode inPerson(String tool, Map<String, String> arguments) {
    return switch (memory
        .keepsake
        .tools()
        .call(
            memory.caller().inPerson(),
            new ToolCall(tool, WireJson.MAPPER.valueToTree(arguments)))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(problem);
    };
  }

  // limits

  @Test
  void what_waits_counts_under_the_limits_of_the_store() {
    limit(new RateLimits(2, 3));
    memory.in("c1");
    queued(TEA);
    queued(CELLO);
    assertThat(memory.save("The user has a dog").get("rule").asText())
        .isEqualTo("rate_limit_conversation");
    memory.in("c2");
    queued("The user has a dog");
    ObjectNode refused = memory.save("The user has a cat");
    assertThat(refused.get("rule").asText()).isEqualTo("rate_limit_hour");
    assertThat(refused.get("retry_after_seconds").asLong()).isEqualTo(3_600);
    assertThat(drain(memory)).as("what was accepted is not refused later").isEqualTo(3);
    assertThat(memories()).isEqualTo(3);
    assertThat(memory.save("The user has a cat").get("rule").asText()).isEqualTo("rate_limit_hour");
  }

  @Test
  void a_place_is_taken_before_a_write_is_accepted_and_kept_for_what_is_created() {
    CountingLimiter limiter = count(2);
    memory.in("c1");
    String tea = queued(TEA);
    String cello = queued(CELLO);
    assertThat(limiter.taken()).containsExactly(tea, cello);
    ObjectNode refused = memory.save("The user has a dog");
    assertThat(action(refused)).isEqualTo("rate_limited");
    assertThat(refused.get("retry_after_seconds").asLong()).isEqualTo(420);
    assertThat(events().getLast())
        .containsEntry("operation", "refuse")
        .containsEntry("action", "rate_limited")
        .containsEntry("rule", "rate_limit_hour");
    assertThat(memory.keepsake.decideQueued()).isEqualTo(2);
    assertThat(limiter.taken()).containsExactly(tea, cello);
    assertThat(limiter.conversations()).containsOnly(Optional.of(new ConversationId("c1")));
  }

  @Test
  void the_place_of_what_is_not_stored_is_given_back() {
    CountingLimiter limiter = count(10);
    String tea = queued(TEA);
    queued("The user likes GREEN tea");
    String cello = queued(CELLO);
    memory.save("The user may like jazz", "confidence", 0.6);
    memory.save("The user may like rock", "confidence", 0.1);
    memory.refused(
        "save_memory",
        "content",
        "x",
        "memory_type",
        "fact",
        "confidence",
        0.9,
        "supersedes",
        UNKNOWN);
    assertThat(limiter.taken()).hasSize(3);
    assertThat(deleted("memory_ids", List.of(cello), "confirm", true)).isEqualTo("deleted");
    assertThat(limiter.taken()).hasSize(2).doesNotContain(cello);
    assertThat(memory.keepsake.decideQueued()).isEqualTo(2);
    assertThat(limiter.taken()).containsExactly(tea);
  }

  @Test
  void places_are_taken_and_given_back_where_writes_are_decided_at_once_too() {
    var limiter = new CountingLimiter(2);
    memory =
        server(
            s -> s.with(s.write().with(WriteMode.INLINE)).with(new RateLimits(1, 1)),
            model,
            Optional.of(limiter));
    String tea = memory.saved(TEA);
    assertThat(action(memory.save(TEA))).isEqualTo("duplicate_skipped");
    model.overloaded(true);
    memory.refused("save_memory", "content", CELLO, "memory_type", "fact", "confidence", 0.9);
    model.overloaded(false);
    assertThat(limiter.taken()).containsExactly(tea);
    String cats = memory.saved("The user has two cats");
    deleted("memory_ids", List.of(tea), "confirm", true);
    assertThat(action(memory.save(CELLO))).isEqualTo("rate_limited");
    assertThat(limiter.taken()).containsExactly(tea, cats);
  }

  @Test
  void a_duplicate_by_meaning_gives_its_place_back() {
    var limiter = new CountingLimiter(2);
    memory = server(s -> s.with(s.write().with(WriteMode.INLINE)), model, Optional.of(limiter));
    String cats = memory.saved("The user has two cats");
    assertThat(action(memory.save("The user has 2 cats"))).isEqualTo("duplicate_skipped");
    assertThat(limiter.taken()).containsExactly(cats);
  }

  // finding

  @Test
  void what_waits_is_found_by_its_words_and_in_the_list_at_once() {
    created("The production server runs Debian");
    clock.advance(Duration.ofMinutes(1));
    String tea = queued(TEA);
    ObjectNode answer = memory.done("query_memory", "query", "green tea");
    JsonNode first = answer.get("memories").get(0);
    assertThat(first.get("id").asText()).isEqualTo(tea);
    assertThat(first.get("pending").asBoolean()).isTrue();
    assertThat(first.get("score").asDouble()).isPositive();
    assertThat(answer.get("total_count").asInt()).isEqualTo(2);
    assertThat(newest()).containsExactly(TEA, "The production server runs Debian");
    assertThat(memory.done("query_memory").get("total_count").asInt()).isEqualTo(2);
    assertThat(memory.found("tea", "memory_types", List.of("decision"))).isEmpty();
    assertThat(memory.found("tea", "min_score", 0.9)).containsExactly(TEA);
    assertThat(memory.found("tea", "as_of", clock.instant().toString())).doesNotContain(TEA);
    memory.keepsake.decideQueued();
    assertThat(memory.done("query_memory", "query", "green tea").get("memories"))
        .filteredOn(hit -> hit.get("pending").asBoolean())
        .isEmpty();
    assertThat(newest()).hasSize(2);
  }

  @Test
  void what_waits_has_its_place_on_the_pages_of_the_newest() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      String content = "Entry " + i + " of the log";
      all.addFirst(content);
      queued(content);
      clock.advance(Duration.ofMinutes(1));
      if (i == 2) {
        memory.keepsake.decideQueued();
      }
    }
    var seen = new ArrayList<String>();
    ObjectNode page = memory.done("query_memory", "limit", 2);
    seen.addAll(TestMemory.contents(page));
    while (page.has("next_cursor")) {
      page = memory.done("query_memory", "limit", 2, "cursor", page.get("next_cursor").asText());
      seen.addAll(TestMemory.contents(page));
      assertThat(page.get("total_count").asInt()).isEqualTo(6);
    }
    assertThat(seen).hasSize(6).startsWith("Entry 5 of the log", "Entry 4 of the log");
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void another_server_finds_what_waits() {
    queued(TEA);
    assertThat(server(model).found("green tea")).containsExactly(TEA);
  }

  // taking back

  @Test
  void what_waits_is_taken_back_by_its_id() {
    String id = queued(TEA);
    assertThat(action(memory.done("delete_memory", "memory_ids", List.of(id))))
        .isEqualTo("candidates");
    ObjectNode answer =
        memory.done("delete_memory", "memory_ids", List.of(id), "confirm", true, "reason", "wrong");
    assertThat(action(answer)).isEqualTo("deleted");
    assertThat(answer.get("memories").get(0).get("content").asText()).isEqualTo(TEA);
    assertThat(newest()).isEmpty();
    assertThat(memory.keepsake.decideQueued()).isZero();
    assertThat(memories()).isZero();
    assertThat(outcome(id)).isEqualTo("discarded");
    assertThat(receipt(id).rule()).contains("cancelled");
    assertThat(database().rows("select * from memory_writes").toString()).doesNotContain("tea");
    assertThat(events())
        .singleElement()
        .satisfies(event ->
            assertThat(event)
                .containsEntry("operation", "refuse")
                .containsEntry("action", "discarded")
                .containsEntry("rule", "cancelled"));
    assertThat(memory.refused("delete_memory", "memory_ids", List.of(id)).status()).isEqualTo(404);
    assertThat(action(memory.save(TEA))).isEqualTo("queued");
  }

  @Test
  void what_waits_is_taken_back_by_its_words() {
    created("The production server runs Debian");
    String id = queued(TEA);
    ObjectNode shown = memory.done("delete_memory", "description", "green tea", "confirm", true);
    assertThat(action(shown)).isEqualTo("candidates");
    assertThat(shown.get("memories").get(0).get("id").asText()).isEqualTo(id);
    assertThat(deleted("description", "the user likes green tea", "confirm", true))
        .isEqualTo("deleted");
    assertThat(outcome(id)).isEqualTo("discarded");
    assertThat(newest()).containsExactly("The production server runs Debian");
  }

  @Test
  void a_deletion_and_a_decision_that_race_agree() {
    String id = queued(TEA);
    Racers.race(
        2,
        i ->
            i == 0
                ? memory.keepsake.decideQueued()
                : deleted("memory_ids", List.of(id), "confirm", true));
    assertThat(newest()).isEmpty();
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  // receipts

  @Test
  void a_receipt_is_its_owners_alone() {
    String id = queued(TEA);
    String missing = refusal(memory, memory.caller(), UNKNOWN);
    memory.as("bob");
    queued(CELLO);
    TestMemory elsewhere = server(s -> s.with(new Scope("elsewhere")), model, Optional.empty());
    for (int round = 0; round < 2; round++) {
      assertThat(refusal(memory, memory.callerOf("bob"), id).replace(id, UNKNOWN))
          .isEqualTo(missing);
      assertThat(refusal(memory, memory.callerOf("nobody"), id).replace(id, UNKNOWN))
          .isEqualTo(missing);
      assertThat(refusal(elsewhere, elsewhere.callerOf("ada"), id).replace(id, UNKNOWN))
          .isEqualTo(missing);
      assertThat(receipt(memory.callerOf("ada"), id).writeId()).hasToString(id);
      memory.keepsake.decideQueued();
    }
    assertThat(memory.found("green tea")).doesNotContain(TEA);
  }

  private static String refusal(TestMemory server, Caller caller, String id) {
    try {
      throw new AssertionError(
          server.keepsake.receipts().require(caller, new MemoryId(UUID.fromString(id))));
    } catch (MemoryException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void a_write_that_was_decided_at_once_has_a_receipt_too() {
    memory = server(s -> s.with(s.write().with(WriteMode.INLINE)), model, Optional.empty());
    String berlin = memory.saved("The user lives in Berlin");
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    WriteReceipt receipt = receipt(lisbon);
    assertThat(receipt.state().wireName()).isEqualTo("finished");
    assertThat(receipt.action().wireName()).isEqualTo("created");
    assertThat(receipt.supersedes().orElseThrow()).hasToString(berlin);
    assertThat(receipt.memoryId().orElseThrow()).hasToString(lisbon);
    assertThat(receipt.acceptedAt()).isEqualTo(receipt.finishedAt().orElseThrow());
  }
}
