package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.forget.RestoreMemory.Restored;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What was deleted comes back as it was, for its owner, for a while.
class RestorationTest extends RuleTest {

  private Restored restore(String id) {
    return memory.keepsake.restore().run(memory.caller(), new MemoryId(UUID.fromString(id)));
  }

  private MemoryException refusal(String id) {
    long events = events();
    MemoryException refusal = catchThrowableOfType(MemoryException.class, () -> restore(id));
    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(events()).isEqualTo(events);
    return refusal;
  }

  @Test
  void a_restored_memory_is_found_by_words_and_by_meaning_and_is_a_duplicate_again() {
    String tea = memory.saved("The user prefers green tea to coffee");
    delete(tea);
    Restored restored = restore(tea);
    assertThat(restored.head().content().text()).isEqualTo("The user prefers green tea to coffee");
    assertThat(restored.head().active()).isTrue();
    assertThat(memory.found("which hot drink do they like?")).hasSize(1);
    assertThat(memory.found("tea")).hasSize(1);
    assertThat(action(memory.save("The user prefers green tea to coffee.")))
        .isEqualTo("duplicate_skipped");
  }

  @Test
  void the_chain_comes_back_whole_and_as_it_was_whichever_of_it_was_named() {
    for (int named = 0; named < 3; named++) {
      memory.as("user-" + named);
      String first = memory.saved("The user lives in Berlin");
      pass(Duration.ofDays(1));
      var then = clock.instant();
      String second = memory.saved("The user lives in Lisbon", "supersedes", first);
      pass(Duration.ofDays(1));
      String third = memory.saved("The user lives in Oslo", "supersedes", second);
      String before = rows();
      delete(third);
      Restored restored = restore(List.of(first, second, third).get(named));
      assertThat(restored.chain())
          .extracting(m -> m.id().toString())
          .containsExactly(first, second, third);
      assertThat(restored.chain())
          .extracting(Memory::status)
          .containsExactly(Status.SUPERSEDED, Status.SUPERSEDED, Status.ACTIVE);
      assertThat(rows()).isEqualTo(before);
      assertThat(memory.found("where does the user live?"))
          .containsExactly("The user lives in Oslo");
      assertThat(memory.found("where does the user live?", "as_of", then.toString()))
          .containsExactly("The user lives in Lisbon");
    }
  }

  /// All that a deletion and a restoration together must leave as it was.
  private String rows() {
    return database
        .rows(
            "select id, content, status, superseded_by, recorded_at, superseded_at, valid_from,"
                + " valid_to, deleted_at, created_at, embedding_status from memory_items"
                + " order by id")
        .toString();
  }

  @Test
  void another_process_sees_at_once_what_came_back() {
    String tea = memory.saved("The user likes tea");
    try (var other = openAnother()) {
      delete(tea);
      assertThat(other.found("tea")).isEmpty();
      restore(tea);
      assertThat(other.found("tea")).containsExactly("The user likes tea");
    }
  }

  @Test
  void each_memory_of_the_chain_gets_its_event_and_the_audit_chain_stays_whole() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    delete(second);
    restore(first);
    var rows =
        database.rows(
            "select e.memory_item_id, e.action, c.before_content, c.after_content"
                + " from memory_write_events e join memory_write_event_contents c"
                + " on c.event_id = e.id where e.operation = 'restore' order by e.seq");
    assertThat(rows).extracting(r -> r.get("memory_item_id")).containsExactly(first, second);
    assertThat(rows).extracting(r -> r.get("action")).containsOnly("restored");
    assertThat(rows.getLast())
        .containsEntry("before_content", "null")
        .containsEntry("after_content", "The user lives in Lisbon");
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  @Test
  void what_an_active_memory_says_again_is_not_restored_and_that_one_is_named() {
    String tea = memory.saved("The user likes tea");
    delete(tea);
    String again = memory.saved("The user likes tea.");
    MemoryException refusal = refusal(tea);
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_RESTORABLE);
    assertThat(refusal).hasMessageContaining(again);
    assertThat(database.count("memory_items where status = 'active'")).isOne();
  }

  @Test
  void what_an_expired_memory_says_is_restored_and_that_one_expires_first() {
    String tea = memory.saved("The user likes tea");
    delete(tea);
    String again = memory.saved("The user likes tea.");
    database.expire(again, Duration.ofMinutes(1));
    pass(Duration.ofMinutes(2));
    assertThat(restore(tea).head().active()).isTrue();
    assertThat(memory.found("tea")).containsExactly("The user likes tea");
    assertThat(
            database.rows(
                "select memory_item_id, action from memory_write_events order by seq desc limit 2"))
        .extracting(row -> row.get("memory_item_id") + " " + row.get("action"))
        .containsExactly(tea + " restored", again + " expired");
  }

  @Test
  void an_older_version_may_say_what_is_active_again_since_only_the_head_becomes_active() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    delete(second);
    memory.saved("The user lives in Berlin");
    assertThat(restore(second).head().id()).hasToString(second);
  }

  @Test
  void what_has_expired_is_not_restored_and_its_older_versions_neither() {
    String berlin = memory.saved("The user lives in Berlin");
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    database.expire(lisbon, Duration.ofMinutes(1));
    delete(lisbon);
    pass(Duration.ofMinutes(2));
    for (String id : List.of(lisbon, berlin)) {
      assertThat(refusal(id).code()).isEqualTo(ErrorCode.NOT_RESTORABLE);
    }
    assertThat(database.count("memory_items where status = 'deleted'")).isEqualTo(2);
  }

  @Test
  void what_is_not_deleted_is_not_restored() {
    String tea = memory.saved("The user likes tea");
    assertThat(refusal(tea).code()).isEqualTo(ErrorCode.NOT_RESTORABLE);
    delete(tea);
    restore(tea);
    assertThat(refusal(tea)).hasMessageContaining("is not deleted");
    assertThat(ErrorCode.NOT_RESTORABLE.httpStatus()).isEqualTo(409);
  }

  @Test
  void what_is_unknown_or_anothers_is_not_there() {
    String tea = memory.saved("The user likes tea");
    delete(tea);
    assertThat(refusal("0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e").code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    memory.as("nobody");
    assertThat(refusal(tea).code()).isEqualTo(ErrorCode.NOT_FOUND);
    memory.as("bob");
    memory.saved("Bob likes coffee");
    assertThat(refusal(tea).code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void after_the_days_are_over_nothing_comes_back() {
    String tea = memory.saved("The user likes tea");
    String cello = memory.saved("The user plays the cello");
    delete(tea, cello);
    pass(Duration.ofDays(30).minusSeconds(1));
    restore(tea);
    pass(Duration.ofSeconds(2));
    MemoryException refusal = refusal(cello);
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_RESTORABLE);
    assertThat(refusal).hasMessageContaining("30 days").hasMessageContaining(cello);
  }

  @Test
  void a_memory_that_was_deleted_before_its_vector_came_gets_it_after_it_is_restored() {
    var held = new HeldEmbedder();
    reopen(settings -> settings, held);
    held.late(true);
    String tea = memory.saved("The user likes tea");
    delete(tea);
    restore(tea);
    assertThat(memory.found("tea")).hasSize(1);
    held.late(false);
    pass(Duration.ofMinutes(10));
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
  }

  @Test
  void of_racers_who_restore_the_same_one_does() {
    String tea = memory.saved("The user likes tea");
    delete(tea);
    List<Boolean> restored =
        Racers.race(
            10,
            _ -> {
              try {
                restore(tea);
                return true;
              } catch (MemoryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_RESTORABLE);
                return false;
              }
            });
    assertThat(restored).containsOnlyOnce(true);
  }
}
