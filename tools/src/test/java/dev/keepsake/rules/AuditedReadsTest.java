package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.history.ChainCheck;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.rules.Transfers.Exported;
import dev.keepsake.tool.Caller;
import dev.keepsake.transfer.ExportMemories;
import dev.keepsake.transfer.ExportOptions;
import dev.keepsake.transfer.TransferWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With `audit_reads`, no memory is handed out without an event.
class AuditedReadsTest extends RuleTest {
  private String tea = "";
  private String jazz = "";

  @BeforeEach
  void audit() {
    reopen(AuditedReadsTest::audited, TestMemory.model());
    memory.in("talk-1");
    tea = memory.saved("The user likes green tea");
    jazz = memory.saved("The user listens to jazz");
    pass(Duration.ofSeconds(1));
  }

  private static KeepsakeSettings audited(KeepsakeSettings settings) {
    return settings.with(settings.audit().auditingReads());
  }

  private static MemoryId id(String text) {
    return new MemoryId(UUID.fromString(text));
  }

  private List<Map<String, String>> reads() {
    return database.rows("select * from memory_write_events where operation = 'read' order by seq");
  }

  private JsonNode details() {
    assertThat(reads()).isNotEmpty();
    return json(reads().getLast().get("details"));
  }

  private static List<String> ids(JsonNode details) {
    return List.of(details.get("memory_ids").asText().split(" "));
  }

  @Test
  void a_search_leaves_an_event_with_the_ids_of_what_was_found_and_no_word() {
    assertThat(memory.found("green tea", "limit", 1)).hasSize(1);
    assertThat(reads()).hasSize(1);
    assertThat(reads().getFirst())
        .containsEntry("action", "answered")
        .containsEntry("memory_item_id", "null")
        .containsEntry("memory_type", "null")
        .containsEntry("source", "chat")
        .containsEntry("conversation_id", "talk-1")
        .containsEntry("correlation_id", "test-call")
        .containsEntry("scope", "local");
    assertThat(details().get("way").asText()).isEqualTo("query_memory");
    assertThat(details().get("count").asText()).isEqualTo("1");
    assertThat(ids(details())).containsExactly(tea);
    assertThat(reads().toString()).doesNotContain("tea");
    assertThat(database.count("memory_write_event_contents")).isEqualTo(2);
  }

  @Test
  void a_list_and_a_question_about_another_time_leave_theirs() {
    String then = clock.instant().toString();
    memory.done("query_memory", "as_of", then, "valid_at", then);
    assertThat(ids(details())).containsExactlyInAnyOrder(tea, jazz);
    assertThat(details().get("as_of").asText()).isEqualTo(then);
    assertThat(details().get("valid_at").asText()).isEqualTo(then);
    memory.done("query_memory");
    assertThat(details().has("as_of")).isFalse();
    assertThat(reads()).hasSize(2);
  }

  @Test
  void what_finds_nothing_leaves_none() {
    assertThat(memory.found("what does the user drink?", "min_score", 1)).isEmpty();
    memory.as("nobody");
    assertThat(memory.found("tea")).isEmpty();
    assertThat(memory.keepsake.views().memory(memory.caller(), id(tea))).isEmpty();
    assertThat(reads()).isEmpty();
  }

  @Test
  void a_memory_by_its_id_a_history_and_the_events_leave_one_each() {
    var keepsake = memory.keepsake;
    keepsake.fetch().run(memory.caller(), id(tea));
    assertThat(details().get("way").asText()).isEqualTo("memory");
    keepsake.views().memory(memory.caller(), id(jazz));
    assertThat(ids(details())).containsExactly(jazz);
    assertThat(keepsake.views().history(memory.caller(), id(tea)).orElseThrow().events())
        .as("reads are no part of how it came to be")
        .hasSize(1);
    assertThat(details().get("way").asText()).isEqualTo("history");
    assertThat(keepsake.history().of(memory.caller(), id(tea)).orElseThrow().events()).hasSize(1);
    keepsake.history().all(memory.caller());
    assertThat(ids(details())).containsExactlyInAnyOrder(tea, jazz);
    keepsake.history().newest(memory.caller(), 100);
    assertThat(details().get("way").asText()).isEqualTo("audit");
    assertThat(reads()).hasSize(6);
    assertThat(keepsake.views().ids(memory.caller(), tea.substring(0, 4), 10)).isNotEmpty();
    assertThat(reads()).as("ids alone say nothing").hasSize(6);
  }

  @Test
  void candidates_of_a_deletion_are_read_and_the_deletion_has_its_own_event() {
    memory.done("delete_memory", "description", "green tea");
    assertThat(details().get("way").asText()).isEqualTo("delete_memory");
    assertThat(ids(details())).contains(tea);
    String black = memory.saved("The user drinks black tea now", "supersedes", tea);
    memory.done("delete_memory", "memory_ids", List.of(tea));
    assertThat(ids(details())).as("what it says now is shown too").containsExactly(tea, black);
    delete(tea);
    assertThat(reads()).hasSize(2);
    assertThat(
            database.number("select count(*) from memory_write_events where operation = 'delete'"))
        .isEqualTo(2);
  }

  @Test
  void an_export_is_noted_before_its_first_byte_whole_and_in_parts() {
    reopen(AuditedReadsTest::audited, new WordEmbedder());
    memory.in("talk-1");
    for (int i = 0; i < 600; i++) {
      memory.saved("The locker number " + i + " is taken");
    }
    Exported export = Transfers.export(memory, Transfers.WITHOUT_VECTORS);
    assertThat(export.memories()).hasSize(602);
    assertThat(reads()).hasSize(2);
    var noted = new HashSet<String>();
    for (var read : reads()) {
      JsonNode details = json(read.get("details"));
      assertThat(details.get("way").asText()).isEqualTo("export");
      assertThat(details.get("count").asText()).isEqualTo("602");
      noted.addAll(ids(details));
    }
    var exported = new ArrayList<String>();
    export.memories().forEach(line -> exported.add(json(line).get("id").asText()));
    assertThat(noted).containsExactlyInAnyOrderElementsOf(exported);
  }

  @Test
  void an_export_of_another_time_notes_what_it_holds() {
    String old = memory.saved("The user lives in Berlin");
    pass(Duration.ofSeconds(1));
    Instant then = clock.instant();
    pass(Duration.ofDays(1));
    memory.saved("The user lives in Lisbon", "supersedes", old);
    var time = new TimeAsked(Optional.of(then), Optional.empty());
    Exported export = Transfers.export(memory, new ExportOptions(false, true, time, "test"));
    assertThat(export.memories()).hasSize(3);
    assertThat(ids(details())).containsExactlyInAnyOrder(tea, jazz, old);
    assertThat(details().get("as_of").asText()).isEqualTo(then.toString());
  }

  /// Writes a memory each time it is told of a read, so many times.
  private final class Interloper implements ReadLog {
    final List<MemoryRead> told = new ArrayList<>();
    private final int times;

    Interloper(int times) {
      this.times = times;
    }

    @Override
    public boolean listens() {
      return true;
    }

    @Override
    public void handingOut(Caller caller, MemoryRead read) {
      told.add(read);
      if (told.size() <= times) {
        memory.saved("The user owns canoe number " + told.size());
      }
    }
  }

  private long exportBeside(Interloper log, ByteArrayOutputStream out) throws IOException {
    try (var store = database.openStore(clock)) {
      return new ExportMemories(store.users(), store, log, clock)
          .run(memory.caller(), Transfers.ALL, out, TransferWatch.NOBODY)
          .memories();
    }
  }

  @Test
  void an_export_that_was_noted_and_is_another_by_now_is_noted_again() throws IOException {
    var log = new Interloper(2);
    assertThat(exportBeside(log, new ByteArrayOutputStream())).isEqualTo(4);
    assertThat(log.told).hasSize(3);
    assertThat(log.told.getLast().memories()).hasSize(4);
  }

  @Test
  void an_export_that_is_another_each_time_is_given_up_with_nothing_written() {
    var log = new Interloper(Integer.MAX_VALUE);
    var out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> exportBeside(log, out))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    assertThat(log.told).hasSize(5);
    assertThat(out.size()).isZero();
  }

  @Test
  void a_read_whose_event_cannot_be_written_is_not_answered() {
    String sizes = "select count(*) from memory_write_events";
    long before = database.number(sizes);
    database.failOnInsert("memory_write_events", 0);
    assertThat(memory.refused("query_memory", "query", "tea").status()).isEqualTo(503);
    assertThat(memory.refused("query_memory").code()).isEqualTo("store-unavailable");
    assertThat(memory.refused("delete_memory", "description", "green tea").status()).isEqualTo(503);
    var keepsake = memory.keepsake;
    List<ThrowingCallable> reads =
        List.of(
            () -> keepsake.fetch().run(memory.caller(), id(tea)),
            () -> keepsake.views().memory(memory.caller(), id(tea)),
            () -> keepsake.views().history(memory.caller(), id(tea)),
            () -> keepsake.history().of(memory.caller(), id(tea)),
            () -> keepsake.history().all(memory.caller()),
            () -> keepsake.history().newest(memory.caller(), 10));
    for (ThrowingCallable read : reads) {
      assertThatThrownBy(read)
          .isInstanceOfSatisfying(
              MemoryException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }
    var out = new ByteArrayOutputStream();
    assertThatThrownBy(() ->
            keepsake
                .exportMemories()
                .run(memory.caller(), Transfers.ALL, out, TransferWatch.NOBODY))
        .isInstanceOf(MemoryException.class);
    assertThat(out.size()).isZero();
    database.failNoMore();
    assertThat(database.number(sizes)).isEqualTo(before);
    assertThat(memory.found("tea")).isNotEmpty();
  }

  @Test
  void the_chain_holds_over_reads_and_finds_one_that_was_changed() {
    memory.found("tea");
    memory.saved("The user owns a canoe");
    memory.done("query_memory");
    assertThat(memory.keepsake.history().check(memory.caller()))
        .isEqualTo(new ChainCheck(5, List.of()));
    assertThat(memory.keepsake.trail().check(List.of()).whole()).isTrue();
    database.takeGuardsOffTheAuditTrail();
    database.run(
        "update memory_write_events set details ="
            + " '{\"count\":\"0\",\"memory_ids\":\"\",\"way\":\"query_memory\"}' where operation ="
            + " 'read'");
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isFalse();
  }

  @Test
  void a_read_is_no_write_for_limits_figures_and_replay() {
    reopen(settings -> audited(settings).with(new RateLimits(3, 3)), TestMemory.model());
    memory.in("talk-1");
    for (int i = 0; i < 5; i++) {
      memory.found("tea");
    }
    var stats = memory.keepsake.overview().stats(memory.caller(), Duration.ofHours(1));
    assertThat(stats.all().stored()).isEqualTo(2);
    assertThat(stats.all().events()).isEqualTo(7);
    assertThat(action(memory.save("The user owns a canoe"))).isEqualTo("created");
    assertThat(action(memory.save("The user plays the cello"))).isEqualTo("rate_limited");
    var replay =
        memory
            .keepsake
            .replay()
            .run(
                memory.caller(),
                memory.keepsake.policies().inForce(),
                Instant.EPOCH,
                Optional.empty());
    assertThat(replay.decided()).isEqualTo(4);
  }

  @Test
  void reads_leave_nothing_unless_they_are_audited() {
    reopen(settings -> settings, TestMemory.model());
    memory.found("tea");
    memory.keepsake.views().history(memory.caller(), id(tea));
    Transfers.export(memory, Transfers.ALL);
    assertThat(reads()).isEmpty();
  }

  @Test
  void vectors_are_not_lent_to_a_search_that_would_leave_no_event() {
    assertThatThrownBy(() -> memory.keepsake.vectors())
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("audit_reads");
  }
}
