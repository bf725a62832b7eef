package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What its time has passed over: memories that expire, memories that go for good, and old rows.
class SweepJobTest extends JobTest {
  private static final Duration MONTH = Duration.ofDays(30);

  private void expires(String id, Instant at) {
    database.run(
        "update memory_items set expires_at = %s where id = '%s'".formatted(database.at(at), id));
  }

  private void restore(String id) {
    memory.keepsake.restore().run(memory.caller(), new MemoryId(UUID.fromString(id)));
  }

  private ErrorCode refusal(String id) {
    return catchThrowableOfType(MemoryException.class, () -> restore(id)).code();
  }

  /// What happened to whom, in this order.
  private List<String> events(String operation) {
    return rows(
        "select memory_item_id, action, extraction_type from memory_write_events"
            + " where operation = '"
            + operation
            + "' order by user_id, seq");
  }

  @Test
  void a_memory_past_its_time_is_deleted_softly_and_audited() {
    String tea = memory.saved("The user likes tea");
    String cello = memory.saved("The user plays the cello");
    expires(tea, clock.instant().plusSeconds(60));
    assertThat(run(memory, JobKind.EXPIRY)).isZero();
    pass(Duration.ofSeconds(60));
    assertThat(run(memory, JobKind.EXPIRY)).isOne();
    assertThat(run(memory, JobKind.EXPIRY)).isZero();
    assertThat(
            rows(
                "select id, status, case when deleted_at is null then 1 else 0 end as kept from"
                    + " memory_items order by created_at"))
        .containsExactly(tea + " deleted 0", cello + " active 1");
    assertThat(events("expire")).containsExactly(tea + " expired job");
    assertThat(other.found("what is known?")).containsExactly("The user plays the cello");
    expectWholeAudit();
    assertThat(refusal(tea).httpStatus()).isEqualTo(409); // nobody could read it
  }

  @Test
  void of_two_that_race_to_expire_each_memory_is_expired_by_one() {
    for (int user = 0; user < 4; user++) {
      memory.as("user-" + user);
      for (int i = 0; i < 10; i++) {
        memory.saved("The locker number " + i + " is taken");
      }
    }
    database.run("update memory_items set expires_at = " + database.at(clock.instant()));
    pass(Duration.ofSeconds(1));
    assertThat(race(JobKind.EXPIRY)).isEqualTo(40);
    assertThat(events("expire")).hasSize(40).doesNotHaveDuplicates();
    expectWholeAudit();
  }

  @Test
  void what_was_deleted_goes_for_good_when_it_can_no_longer_be_restored() {
    String tea = memory.saved("The user likes tea");
    String cello = memory.saved("The user plays the cello");
    delete(tea, cello);
    pass(MONTH.minusSeconds(1));
    assertThat(run(memory, JobKind.PURGE)).isZero();
    restore(cello);
    pass(Duration.ofSeconds(2));
    assertThat(refusal(tea)).isEqualTo(ErrorCode.NOT_RESTORABLE);
    assertThat(run(memory, JobKind.PURGE)).isOne();
    assertThat(run(memory, JobKind.PURGE)).isZero();
    assertThat(refusal(tea)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(rows("select id from memory_items")).containsExactly(cello);
    assertThat(rows("select memory_id from memory_embeddings")).containsExactly(cello);
    assertThat(memory.found("cello")).containsExactly("The user plays the cello");
  }

  @Test
  void a_purge_is_audited_without_text_and_the_trail_keeps_what_it_has() {
    String tea = memory.saved("The user likes tea");
    delete(tea);
    long texts = database.count("memory_write_event_contents");
    pass(MONTH.plusSeconds(1));
    run(memory, JobKind.PURGE);
    assertThat(events("purge")).containsExactly(tea + " purged job");
    assertThat(database.count("memory_write_event_contents")).isEqualTo(texts);
    expectWholeAudit();
  }

  @Test
  void a_chain_goes_together_and_its_events_are_one_for_each() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    String third = memory.saved("The user lives in Oslo", "supersedes", second);
    delete(second);
    pass(MONTH.plusSeconds(1));
    assertThat(run(memory, JobKind.PURGE)).isEqualTo(3);
    assertThat(database.count("memory_items") + database.count("memory_embeddings")).isZero();
    assertThat(events("purge"))
        .containsExactly(first + " purged job", second + " purged job", third + " purged job");
    expectWholeAudit();
  }

  @Test
  void what_replaced_an_expired_memory_stays_with_it_as_long_as_it_is_active() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    database.run(
        "update memory_items set status = 'deleted', deleted_at = %s where id = '%s'"
            .formatted(database.at(clock.instant()), first));
    pass(MONTH.plusSeconds(1));
    assertThat(run(memory, JobKind.PURGE)).isZero();
    delete(second);
    pass(MONTH.minusSeconds(1));
    assertThat(run(memory, JobKind.PURGE)).as("the later deletion counts").isZero();
    pass(Duration.ofSeconds(2));
    assertThat(run(memory, JobKind.PURGE)).isEqualTo(2);
  }

  @Test
  void the_older_versions_of_an_expired_memory_go_with_it() {
    String first = memory.saved("The user lives in Berlin");
    String second = memory.saved("The user lives in Lisbon", "supersedes", first);
    expires(second, clock.instant().plusSeconds(1));
    pass(Duration.ofSeconds(2));
    assertThat(run(memory, JobKind.EXPIRY)).isOne();
    assertThat(memory.found("where does the user live?")).isEmpty();
    pass(MONTH.plusSeconds(1));
    assertThat(run(memory, JobKind.PURGE)).isEqualTo(2);
    assertThat(database.count("memory_items")).isZero();
  }

  /// The row that would tell it of the deletion is gmemory.
  @Test
  void a_process_that_has_slept_through_deletion_and_purge_finds_nothing_of_it() {
    String tea = memory.saved("The user likes tea");
    assertThat(other.found("tea")).hasSize(1);
    delete(tea);
    pass(MONTH.plusSeconds(1));
    assertThat(rows("select epoch from user_state")).containsExactly("0");
    run(memory, JobKind.PURGE);
    assertThat(rows("select epoch from user_state")).containsExactly("1");
    assertThat(other.found("tea")).isEmpty();
    assertThat(other.save("The user likes tea").get("action").asText()).isEqualTo("created");
    assertThat(memory.found("tea")).hasSize(1);
  }

  @Test
  void of_two_that_race_to_purge_each_memory_goes_once() {
    for (int user = 0; user < 4; user++) {
      memory.as("user-" + user);
      for (int i = 0; i < 5; i++) {
        String old = memory.saved("The locker number " + i + " is taken");
        delete(memory.saved("The locker number " + i + " is free", "supersedes", old));
      }
    }
    pass(MONTH.plusSeconds(1));
    assertThat(race(JobKind.PURGE)).isEqualTo(40);
    assertThat(events("purge")).hasSize(40).doesNotHaveDuplicates();
    assertThat(database.count("memory_items")).isZero();
    expectWholeAudit();
  }

  @Test
  void many_users_and_many_memories_of_one_are_all_purged_in_one_run() {
    for (int user = 0; user < 101; user++) {
      memory.as("user-" + user);
      delete(memory.saved("The user likes tea"));
    }
    for (int i = 0; i < 60; i++) {
      delete(memory.saved("The locker number " + i + " is taken"));
    }
    pass(MONTH.plusSeconds(1));
    assertThat(run(memory, JobKind.PURGE)).isEqualTo(161);
  }

  @Test
  void answers_to_keys_of_users_who_no_longer_write_go_when_they_have_expired() {
    memory.saved("The user likes tea", "idempotency_key", "one");
    pass(Duration.ofDays(1));
    memory.as("bob");
    memory.saved("Bob likes coffee", "idempotency_key", "two");
    pass(Duration.ofDays(6).minusSeconds(1));
    assertThat(run(memory, JobKind.OLD_ROWS)).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(run(memory, JobKind.OLD_ROWS)).isOne();
    assertThat(rows("select key from idempotency_keys")).containsExactly("two");
  }

  @Test
  void queued_writes_go_seven_days_after_they_were_finished() {
    memory.saved("The user likes tea");
    Instant now = clock.instant();
    queued("accepted", "null");
    queued("finished", database.at(now));
    queued("failed", database.at(now));
    queued("finished", database.at(now.plusSeconds(2)));
    pass(Duration.ofDays(7).plusSeconds(1));
    assertThat(run(memory, JobKind.OLD_ROWS)).isEqualTo(2);
    assertThat(run(memory, JobKind.OLD_ROWS)).isZero();
    assertThat(rows("select state from memory_writes order by state"))
        .containsExactly("accepted", "finished");
  }

  private void queued(String state, String finished) {
    database.run(
        """
        insert into memory_writes (id, user_id, organization_id, scope, client_id, state, content_hash, request,
          correlation_id, attempts, accepted_at, finished_at)
        select '%s', user_id, organization_id, scope, client_id, '%s', 'x', '{}', 'test', 0, created_at, %s
        from memory_items\
        """
            .formatted(TestMemory.IDS.next(), state, finished));
  }

  @Test
  void what_waited_and_was_answered_is_kept_for_a_week() {
    var declined = memory.save("The user plays the Fagott", "confidence", 0.6);
    memory.done(
        "confirm_memory", "pending_id", declined.get("pending_id").asText(), "accept", false);
    pass(Duration.ofDays(6));
    assertThat(run(memory, JobKind.OLD_ROWS)).isZero();
    memory.save("The user likes tea", "confidence", 0.6);
    pass(Duration.ofDays(1).plusSeconds(1));
    assertThat(run(memory, JobKind.OLD_ROWS)).isOne();
    assertThat(database.count("pending_confirmations")).as("what still waits").isOne();
  }
}
