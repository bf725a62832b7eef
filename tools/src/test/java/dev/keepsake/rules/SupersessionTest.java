package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Status;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A memory is corrected by another one, never edited.
class SupersessionTest extends RuleTest {
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  private List<Memory> chain(String id) {
    return memory
        .keepsake
        .history()
        .of(memory.caller(), new MemoryId(UUID.fromString(id)))
        .orElseThrow()
        .chain();
  }

  private Problem refusedCorrection(String content, String target) {
    return memory.refused(
        "save_memory", "content", content, "memory_type", "fact", "supersedes", target);
  }

  @Test
  void a_chain_reads_the_same_from_both_ends() {
    String berlin = memory.saved("The user lives in Berlin");
    pass(Duration.ofDays(1));
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    pass(Duration.ofDays(1));
    String oslo = memory.saved("The user lives in Oslo", "supersedes", lisbon);
    for (String from : List.of(berlin, lisbon, oslo)) {
      assertThat(chain(from))
          .extracting(m -> m.id().toString())
          .containsExactly(berlin, lisbon, oslo);
    }
    assertThat(memory.found("where does the user live?")).containsExactly("The user lives in Oslo");
  }

  @Test
  void what_has_expired_cannot_be_corrected_any_more() {
    String old = memory.saved("The user lives in Berlin");
    database.expire(old, Duration.ofHours(1));
    pass(Duration.ofHours(2));
    assertThat(refusedCorrection("The user lives in Lisbon", old).code()).isEqualTo("not-active");
    assertThat(refusedCorrection("The user lives in Berlin.", old).code()).isEqualTo("not-active");
  }

  @Test
  void the_old_one_keeps_its_words_and_gets_its_end() {
    String old = memory.saved("The user lives in Berlin");
    pass(Duration.ofDays(1));
    ObjectNode answer = memory.save("The user lives in Lisbon", "supersedes", old);
    assertThat(answer.get("supersedes").asText()).isEqualTo(old);
    assertThat(answer.has("contradicts")).isFalse();
    Memory before = chain(old).getFirst();
    Memory after = chain(old).getLast();
    assertThat(before.content().text()).isEqualTo("The user lives in Berlin");
    assertThat(before.status()).isEqualTo(Status.SUPERSEDED);
    assertThat(before.supersededBy()).contains(after.id());
    assertThat(before.lifetime().validTo()).contains(after.lifetime().validFrom());
    assertThat(before.lifetime().supersededAt()).contains(after.lifetime().recordedAt());
    assertThat(after.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void both_get_an_audit_event() {
    String old = memory.saved("The user lives in Berlin");
    String now = memory.saved("The user lives in Lisbon", "supersedes", old);
    var rows =
        database.rows(
            "select e.operation, e.action, e.memory_item_id, c.before_content, c.after_content"
                + " from memory_write_events e join memory_write_event_contents c"
                + " on c.event_id = e.id order by e.seq");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1))
        .containsEntry("operation", "supersede")
        .containsEntry("memory_item_id", old)
        .containsEntry("before_content", "The user lives in Berlin")
        .containsEntry("after_content", "The user lives in Lisbon");
    assertThat(rows.get(2))
        .containsEntry("operation", "create")
        .containsEntry("action", "created")
        .containsEntry("memory_item_id", now);
  }

  @Test
  void what_the_query_finds_names_what_it_replaced() {
    String old = memory.saved("The user lives in Berlin");
    memory.saved("The user lives in Lisbon", "supersedes", old);
    for (ObjectNode answer :
        List.of(memory.done("query_memory", "query", "Lisbon"), memory.done("query_memory"))) {
      assertThat(answer.get("memories").get(0).get("supersedes").get(0).asText()).isEqualTo(old);
    }
  }

  @Test
  void a_missing_a_deleted_and_a_foreign_target_are_the_same_404_and_nothing_is_written() {
    String gone = memory.saved("The user owns a canoe");
    delete(gone);
    memory.as("bob");
    String foreign = memory.saved("The user plays chess");
    memory.as("ada");
    long memories = memories();
    long events = events();
    for (String target : List.of(UNKNOWN, gone, foreign)) {
      Problem problem = refusedCorrection("The user plays go", target);
      assertThat(problem.status()).isEqualTo(404);
      assertThat(problem.code()).isEqualTo("not-found");
      assertThat(problem.detail().replace(target, "?"))
          .isEqualTo(
              refusedCorrection("The user plays go", UNKNOWN).detail().replace(UNKNOWN, "?"));
    }
    assertThat(memories()).isEqualTo(memories);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void a_target_no_longer_active_is_a_conflict_that_names_the_head() {
    String berlin = memory.saved("The user lives in Berlin");
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    String oslo = memory.saved("The user lives in Oslo", "supersedes", lisbon);
    long events = events();
    Problem problem = refusedCorrection("The user lives in Rome", berlin);
    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.code()).isEqualTo("not-active");
    assertThat(problem.detail()).contains(oslo);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void a_correction_may_say_the_same_as_its_target() {
    String old = memory.saved("The user lives in Berlin", "importance", 0.2);
    String now = memory.saved("the user lives in BERLIN.", "supersedes", old, "importance", 0.9);
    assertThat(chain(now)).hasSize(2);
    assertThat(memory.found("Berlin")).containsExactly("the user lives in BERLIN.");
  }

  @Test
  void a_correction_that_paraphrases_its_target_is_stored() {
    String old = memory.saved("The user wants commit messages written in the imperative mood");
    String now =
        memory.saved("Commit messages should be written in the imperative mood", "supersedes", old);
    assertThat(chain(old)).extracting(m -> m.id().toString()).containsExactly(old, now);
  }

  @Test
  void a_correction_that_says_what_another_memory_says_is_its_duplicate_and_the_target_stays() {
    String berlin = memory.saved("The user lives in Berlin");
    String lisbon = memory.saved("The user lives in Lisbon");
    ObjectNode answer = memory.save("the user lives in lisbon", "supersedes", berlin);
    assertThat(action(answer)).isEqualTo("duplicate_skipped");
    assertThat(answer.get("duplicate_of").asText()).isEqualTo(lisbon);
    assertThat(answer.has("supersedes")).isFalse();
    assertThat(chain(berlin)).hasSize(1).allMatch(Memory::active);
  }

  /// Such chains are made by merging, which comes in by other doors.
  @Test
  void several_predecessors_are_all_in_the_chain_and_go_with_it() {
    String a = memory.saved("The user likes tea");
    String b = memory.saved("The user plays the cello");
    String c = memory.saved("The user likes tea and plays the cello", "supersedes", a);
    database.run(
        "update memory_items set status = 'superseded', superseded_by = '%s', superseded_at = %s where id = '%s'"
            .formatted(c, database.later("recorded_at", Duration.ofNanos(1_000)), b));
    for (String from : List.of(a, b, c)) {
      assertThat(chain(from)).extracting(m -> m.id().toString()).containsExactly(a, b, c);
    }
    ObjectNode shown = memory.done("delete_memory", "memory_ids", List.of(a));
    assertThat(shown.get("memories").get(0).get("chain").asInt()).isEqualTo(3);
    delete(b);
    assertThat(database.number("select count(*) from memory_items where status = 'deleted'"))
        .isEqualTo(3);
  }

  @Test
  void twenty_that_supersede_one_memory_at_once_leave_one_head() {
    String old = memory.saved("The user lives in Berlin");
    List<ToolOutcome> outcomes =
        Racers.race(
            20,
            i ->
                memory.call(
                    "save_memory",
                    "content",
                    "The user lives in house number " + i,
                    "memory_type",
                    "fact",
                    "supersedes",
                    old));
    assertThat(outcomes.stream().filter(ToolOutcome.Done.class::isInstance)).hasSize(1);
    String head =
        database.rows("select id from memory_items where status = 'active'").getFirst().get("id");
    outcomes.stream()
        .filter(ToolOutcome.Failed.class::isInstance)
        .map(o -> ((ToolOutcome.Failed) o).problem())
        .forEach(problem -> {
          assertThat(problem.status()).isEqualTo(409);
          assertThat(problem.detail()).contains(head);
        });
    assertThat(chain(old)).hasSize(2);
    assertThat(memories()).isEqualTo(2);
    assertThat(events()).isEqualTo(3);
  }
}
