package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.write.WriteReceipt;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is decided later is decided by the same rules.
class QueuedDecisionsTest extends QueuedTest {
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
    String stored = database.rows("select id from memory_items").getFirst().get("id");
    assertThat(ids).contains(stored);
    assertThat(ids.stream().map(id -> receipt(id).memoryId().orElseThrow().toString()))
        .containsOnly(stored);
    assertThat(trail()).hasSize(50);
  }

  @Test
  void meaning_is_compared_when_it_is_known() {
    String first = created("The user has two cats");
    String same = queued("The user has 2 cats");
    String opposite = queued("The user has three cats");
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
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
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    assertThat(receipt(lisbon).supersedes().orElseThrow()).hasToString(berlin);
    assertThat(newest()).containsExactly("The user lives in Lisbon");
    assertThat(unsaved(CELLO, "supersedes", berlin).code()).isEqualTo("not-active");
  }

  @Test
  void a_target_that_was_replaced_meanwhile_ends_the_write_as_rejected_and_names_the_head() {
    String berlin = created("The user lives in Berlin");
    String lisbon = queued("The user lives in Lisbon", "supersedes", berlin);
    String faro = queued("The user lives in Faro", "supersedes", berlin);
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isEqualTo(2);
    WriteReceipt receipt = receipt(faro);
    assertThat(receipt.action().wireName()).isEqualTo("rejected");
    assertThat(receipt.success()).isFalse();
    assertThat(receipt.rule()).contains("supersedes_not_active");
    assertThat(receipt.message()).contains(berlin, lisbon);
    assertThat(trail().getLast())
        .containsEntry("operation", "refuse")
        .containsEntry("action", "rejected")
        .containsEntry("rule", "supersedes_not_active");
    assertThat(trail().getLast().get("details")).contains(lisbon);
    assertThat(memories()).isEqualTo(2);
  }

  @Test
  void a_target_that_was_deleted_meanwhile_ends_the_write_as_rejected() {
    String berlin = created("The user lives in Berlin");
    String lisbon = queued("The user lives in Lisbon", "supersedes", berlin);
    assertThat(deleted("memory_ids", List.of(berlin), "confirm", true)).isEqualTo("deleted");
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    assertThat(receipt(lisbon).rule()).contains("supersedes_not_active");
    assertThat(receipt(lisbon).message()).contains("leave `supersedes` out");
    assertThat(newest()).isEmpty();
  }
}
