package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ConversationId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How many writes an agent may have accepted, counted in the store or outside of it.
class QueuedLimitsTest extends QueuedTest {
  private void limit(RateLimits limits) {
    memory = server(settings -> settings.with(limits), model, Optional.empty());
  }

  /// The store's own limits would refuse all but one.
  private CountingLimiter count(int places) {
    var limiter = new CountingLimiter(places);
    memory = server(settings -> settings.with(new RateLimits(1, 1)), model, Optional.of(limiter));
    return limiter;
  }

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
    assertThat(trail().getLast())
        .containsEntry("operation", "refuse")
        .containsEntry("action", "rate_limited")
        .containsEntry("rule", "rate_limit_hour");
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isEqualTo(2);
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
    unsaved("x", "supersedes", UNKNOWN);
    assertThat(limiter.taken()).hasSize(3);
    assertThat(deleted("memory_ids", List.of(cello), "confirm", true)).isEqualTo("deleted");
    assertThat(limiter.taken()).hasSize(2).doesNotContain(cello);
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isEqualTo(2);
    assertThat(limiter.taken()).containsExactly(tea);
  }

  @Test
  void places_are_taken_and_given_back_where_writes_are_decided_at_once_too() {
    var limiter = new CountingLimiter(2);
    memory =
        server(
            settings -> inline(settings).with(new RateLimits(1, 1)), model, Optional.of(limiter));
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
    memory = server(QueuedTest::inline, model, Optional.of(limiter));
    String cats = memory.saved("The user has two cats");
    assertThat(action(memory.save("The user has 2 cats"))).isEqualTo("duplicate_skipped");
    assertThat(limiter.taken()).containsExactly(cats);
  }
}
