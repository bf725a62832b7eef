package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How much an agent may write.
class RateLimitsTest extends RuleTest {
  private static final List<String> THINGS =
      List.of(
          "The user likes tea",
          "The production server runs Debian",
          "Anna is the user's dentist",
          "The cello lesson is on Mondays",
          "The car is a red Volvo",
          "Deployments need two approvals",
          "The cat is called Schrödinger",
          "The user speaks Portuguese");

  private int next;

  private void limit(int perConversation, int perHour) {
    reopen(settings -> settings.with(new RateLimits(perConversation, perHour)), TestMemory.model());
  }

  private ObjectNode another(Object... more) {
    return memory.save(THINGS.get(next++ % THINGS.size()) + " " + next, more);
  }

  private void created(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(action(another())).isEqualTo("created");
    }
  }

  @Test
  void a_conversation_takes_so_many_writes_and_time_does_not_help() {
    limit(3, 0);
    memory.in("c1");
    created(3);
    pass(Duration.ofDays(30));
    long memories = memories();
    ObjectNode refused = another();
    assertThat(action(refused)).isEqualTo("rate_limited");
    assertThat(refused.get("success").asBoolean()).isFalse();
    assertThat(refused.get("rule").asText()).isEqualTo("rate_limit_conversation");
    assertThat(refused.has("retry_after_seconds")).isFalse();
    assertThat(memories()).isEqualTo(memories);
    memory.in("c2");
    created(3);
  }

  @Test
  void without_a_conversation_only_the_hour_counts() {
    limit(2, 4);
    created(4);
    assertThat(another().get("rule").asText()).isEqualTo("rate_limit_hour");
  }

  @Test
  void the_hour_slides_and_retry_after_seconds_is_right() {
    limit(0, 3);
    created(1);
    pass(Duration.ofMinutes(10));
    created(1);
    pass(Duration.ofMinutes(20));
    created(1);
    ObjectNode refused = another();
    assertThat(action(refused)).isEqualTo("rate_limited");
    long wait = refused.get("retry_after_seconds").asLong();
    assertThat(wait).isEqualTo(30 * 60);
    pass(Duration.ofSeconds(wait - 1));
    assertThat(another().get("retry_after_seconds").asLong()).isOne();
    pass(Duration.ofSeconds(1));
    created(1);
    assertThat(another().get("retry_after_seconds").asLong()).isEqualTo(10 * 60);
  }

  @Test
  void a_lower_limit_says_when_enough_writes_have_left_the_hour() {
    limit(0, 0);
    for (int i = 0; i < 4; i++) {
      created(1);
      pass(Duration.ofMinutes(10));
    }
    limit(0, 2);
    long wait = another().get("retry_after_seconds").asLong();
    assertThat(wait).isEqualTo(40 * 60);
    pass(Duration.ofSeconds(wait - 1));
    assertThat(action(another())).isEqualTo("rate_limited");
    pass(Duration.ofSeconds(1));
    created(1);
  }

  @Test
  void a_clock_that_goes_back_does_not_open_the_hour() {
    limit(0, 2);
    created(2);
    pass(Duration.ofDays(-3));
    ObjectNode refused = another();
    assertThat(action(refused)).isEqualTo("rate_limited");
    assertThat(refused.get("retry_after_seconds").asLong()).isEqualTo(3600);
  }

  @Test
  void zero_switches_a_limit_off() {
    limit(0, 0);
    memory.in("c1");
    created(30);
  }

  @Test
  void a_supersession_counts_one() {
    limit(0, 2);
    String old = id(another());
    assertThat(action(another("supersedes", old))).isEqualTo("created");
    assertThat(action(another())).isEqualTo("rate_limited");
  }

  @Test
  void duplicates_refusals_deletions_replays_and_what_waits_count_none() {
    limit(3, 3);
    memory.in("c1");
    String kept = memory.saved("The user likes tea", "idempotency_key", "k");
    memory.save("The user likes tea");
    memory.save("The user likes tea", "idempotency_key", "k");
    memory.save("The user may like jazz", "confidence", 0.6);
    memory.save("The user may like rock", "confidence", 0.1);
    created(1);
    delete(kept);
    created(1);
    assertThat(action(another())).isEqualTo("rate_limited");
    assertThat(action(another())).isEqualTo("rate_limited");
  }

  @Test
  void a_duplicate_is_told_as_such_when_the_limit_is_reached() {
    limit(0, 1);
    memory.saved("The user likes tea");
    assertThat(action(memory.save("the user likes tea."))).isEqualTo("duplicate_skipped");
  }

  @Test
  void a_limit_is_each_users_own() {
    limit(0, 1);
    created(1);
    memory.as("bob");
    created(1);
  }

  @Test
  void the_limits_hold_over_two_processes_and_survive_a_restart() {
    limit(0, 3);
    try (var other =
        openAnother(settings -> settings.with(new RateLimits(0, 3)), TestMemory.model())) {
      created(1);
      other.saved("The other one writes too");
      created(1);
      assertThat(action(other.save("And one more thing"))).isEqualTo("rate_limited");
    }
    limit(0, 3);
    assertThat(action(another())).isEqualTo("rate_limited");
  }

  @Test
  void racers_do_not_get_more_than_the_limit() {
    limit(0, 5);
    List<ObjectNode> answers =
        Racers.race(20, i -> memory.save(THINGS.get(i % 8) + " since the year " + (1900 + i)));
    assertThat(answers.stream().filter(a -> action(a).equals("created"))).hasSize(5);
    assertThat(memories()).isEqualTo(5);
  }
}
