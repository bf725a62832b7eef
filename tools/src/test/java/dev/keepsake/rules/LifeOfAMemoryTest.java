package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The whole life of a memory through the dispatcher.
class LifeOfAMemoryTest extends RuleTest {

  @Test
  void a_memory_is_saved_corrected_found_as_of_then_and_forgotten_with_its_chain() {
    String berlin = memory.saved("The user lives in Berlin");
    var before = memory.clock.instant();
    memory.clock.advance(Duration.ofDays(1));
    var corrected = memory.save("The user lives in Lisbon", "supersedes", berlin);
    assertThat(corrected.get("supersedes").asText()).isEqualTo(berlin);
    assertThat(memory.found("where does the user live?"))
        .containsExactly("The user lives in Lisbon");
    assertThat(memory.found("where does the user live?", "as_of", before.toString()))
        .containsExactly("The user lives in Berlin");
    var deleted =
        memory.done(
            "delete_memory",
            "memory_ids",
            List.of(corrected.get("memory_id").asText()),
            "confirm",
            true);
    assertThat(deleted.get("action").asText()).isEqualTo("deleted");
    assertThat(memory.found("where does the user live?")).isEmpty();
    assertThat(memory.found("where does the user live?", "as_of", before.toString())).isEmpty();
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }
}
