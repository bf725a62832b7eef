package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.TestMemory;
import dev.keepsake.audit.AuditChain;
import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.Checkpoint;
import dev.keepsake.error.MemoryException;
import dev.keepsake.history.AuditTrail;
import dev.keepsake.history.TrailCheck;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was signed can't be made another past by whoever has the database alone.
class CheckpointTest extends RuleTest {

  private TrailCheck check() {
    return memory.keepsake.trail().check(List.of());
  }

  /// Two users, a checkpoint of the first, one of both, and an event after it.
  private void live() {
    memory.saved("The user lives in Berlin");
    memory.saved("The user likes tea");
    assertThat(memory.keepsake.trail().checkpoint()).isPresent();
    pass(Duration.ofHours(2));
    memory.as("grace");
    memory.saved("The user has two cats");
    memory.saved("The user plays the cello");
    assertThat(memory.keepsake.trail().checkpoint()).isPresent();
    memory.saved("The user speaks Danish");
  }

  @Test
  void a_checkpoint_is_taken_when_it_is_due_and_something_has_happened() {
    memory.saved("The user lives in Berlin");
    assertThat(memory.keepsake.jobs().run(JobKind.CHECKPOINT)).isOne();
    memory.saved("The user likes tea");
    pass(Duration.ofMinutes(59));
    assertThat(memory.keepsake.jobs().run(JobKind.CHECKPOINT)).as("not due").isZero();
    pass(Duration.ofMinutes(1));
    assertThat(memory.keepsake.jobs().run(JobKind.CHECKPOINT)).isOne();
    pass(Duration.ofHours(3));
    assertThat(memory.keepsake.jobs().run(JobKind.CHECKPOINT)).as("nothing happened").isZero();
    assertThat(check()).isEqualTo(new TrailCheck(1, 2, 2, List.of()));
  }

  @Test
  void what_was_done_as_it_should_be_is_whole() {
    live();
    assertThat(check()).isEqualTo(new TrailCheck(2, 5, 2, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update memory_write_events set action = 'confirm_needed' where seq = 1",
        "delete from memory_write_events where seq = 2",
        "delete from memory_write_events",
        "delete from memory_write_event_contents;delete from memory_write_events;update user_state"
            + " set audit_seq = 0, audit_head = 'GENESIS'",
        "update user_state set audit_seq = 1, audit_head = (select e.hash from memory_write_events"
            + " e where e.user_id = user_state.user_id and e.seq = 1);delete from"
            + " memory_write_event_contents;delete from memory_write_events where seq > 1",
        "update audit_checkpoints set heads = '' where number = 1",
        "update audit_checkpoints set heads = 'nonsense' where number = 1",
        "update audit_checkpoints set taken_at = LATER where number = 1",
        "update audit_checkpoints set signature = (select b.signature from audit_checkpoints b"
            + " where b.number = 2) where number = 1",
        "update audit_checkpoints set signature = 'nonsense' where number = 2",
        "update audit_checkpoints set key_id = 'another' where number = 2",
        "delete from audit_checkpoints where number = 1",
        "delete from audit_checkpoints where number = 2",
        "delete from audit_checkpoints",
        "update audit_checkpoints set number = 7 where number = 2",
        "insert into audit_checkpoints select 3, taken_at, hash, heads, hash, key_id, signature"
            + " from audit_checkpoints where number = 2"
      })
  void whatever_is_changed_by_hand_is_found(String change) {
    live();
    database.takeGuardsOffTheAuditTrail();
    String later = database.later("taken_at", Duration.ofNanos(1_000));
    database.run(change.replace("LATER", later).replace("GENESIS", AuditChain.GENESIS).split(";"));
    assertThat(check().whole()).isFalse();
  }

  /// Whoever recomputes a whole chain leaves every hash right but the one that was signed.
  @Test
  void a_chain_that_was_recomputed_whole_is_not_the_one_that_was_signed() {
    live();
    database.takeGuardsOffTheAuditTrail();
    forge();
    TrailCheck found = check();
    assertThat(found.faults()).isNotEmpty().allMatch(fault -> fault.contains("was signed"));
  }

  /// Has the first event of one user say something else, and every hash fit again.
  private void forge() {
    var events = new ArrayList<ChainedEvent>();
    memory.keepsake.trail().read(new Collecting(events));
    UserId user = events.getFirst().event().owner().user();
    String hash = AuditChain.GENESIS;
    for (ChainedEvent event : events) {
      if (event.event().owner().user().equals(user)) {
        ChainedEvent forged = forged(event, hash);
        database.run(
            "update memory_write_events set action = '%s', prev_hash = '%s', hash = '%s' where id = '%s'"
                .formatted(
                    forged.event().action(), forged.previousHash(), forged.hash(), forged.id()));
        hash = forged.hash();
      }
    }
    database.run(
        "update user_state set audit_head = '%s' where user_id = '%s'".formatted(hash, user));
  }

  private ChainedEvent forged(ChainedEvent one, String previousHash) {
    String salt =
        database
            .rows(
                "select salt from memory_write_event_contents where event_id = '" + one.id() + "'")
            .getFirst()
            .get("salt");
    AuditEvent e = one.event();
    var changed =
        new AuditEvent(
            e.owner(),
            e.operation(),
            one.seq() == 1 ? "confirm_needed" : e.action(),
            e.memory(),
            e.subject(),
            e.origin(),
            e.ruling(),
            e.correlationId(),
            e.details(),
            e.before(),
            e.after(),
            e.processingMillis());
    return AuditChain.append(one.id(), one.seq(), one.at(), changed, salt, previousHash);
  }

  private record Collecting(List<ChainedEvent> events) implements AuditTrail.Reader {
    @Override
    public void checkpoint(Checkpoint checkpoint) {
      assertThat(checkpoint.holds()).isTrue();
    }

    @Override
    public void event(ChainedEvent event) {
      events.add(event);
    }

    @Override
    public void unreadable(Optional<UserId> user, long number) {
      throw new AssertionError("event " + number + " of " + user);
    }
  }

  @Test
  void a_past_that_later_checkpoints_have_signed_too_is_still_another_one() {
    live();
    database.takeGuardsOffTheAuditTrail();
    forge();
    memory.as("ada");
    pass(Duration.ofHours(2));
    memory.saved("The user is left-handed");
    memory.as("grace");
    memory.saved("The user is right-handed");
    assertThat(memory.keepsake.trail().checkpoint()).isPresent();
    assertThat(check().faults()).isNotEmpty().allMatch(fault -> fault.contains("was signed"));
  }

  @Test
  void nothing_is_signed_over_checkpoints_that_were_cut_off() {
    live();
    database.takeGuardsOffTheAuditTrail();
    database.run("delete from audit_checkpoints where number = 2");
    memory.saved("The user is left-handed");
    assertThatThrownBy(() -> memory.keepsake.trail().checkpoint())
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("checkpoint 2, which was seen here")
        .hasMessageContaining("audit.key.last");
    assertThat(check().whole()).isFalse();
  }

  @Test
  void a_clock_that_was_ahead_leaves_nobody_out() {
    memory.saved("The user lives in Berlin");
    var now = clock.instant();
    clock.set(now.plus(Duration.ofDays(2)));
    assertThat(memory.keepsake.trail().checkpoint()).isPresent();
    clock.set(now.plus(Duration.ofMinutes(1)));
    memory.as("grace");
    memory.saved("The user has two cats");
    assertThat(memory.keepsake.jobs().run(JobKind.CHECKPOINT)).isOne();
    assertThat(check()).isEqualTo(new TrailCheck(2, 2, 2, List.of()));
  }

  @Test
  void the_database_itself_refuses_to_change_a_checkpoint() {
    live();
    for (String change :
        List.of("update audit_checkpoints set heads = ''", "delete from audit_checkpoints")) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() -> database.run(change)).getCause())
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void the_key_is_for_its_owner_alone_and_is_kept() throws Exception {
    live();
    Path key = folder.resolve("audit.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String before = Files.readString(key);
    reopen(settings -> settings, TestMemory.model());
    memory.saved("The user is left-handed");
    assertThat(memory.keepsake.trail().checkpoint()).isPresent();
    assertThat(Files.readString(key)).isEqualTo(before);
    assertThat(check().whole()).isTrue();
  }
}
