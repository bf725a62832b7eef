package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Scope;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What belongs to another user or scope is as if it were not there.
class IsolationTest extends RuleTest {
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  /// @param stranger has memories of its own, and knows the id of a foreign one
  private void assertUnseen(TestMemory stranger, String foreign) {
    var before = database.rows("select id, status, revision from memory_items order by id");
    long events = events();
    Object[][] calls = {
      {"save_memory", "content", "Mine now", "memory_type", "fact", "supersedes", "?"},
      {"delete_memory", "memory_ids", "?"},
      {"delete_memory", "memory_ids", "?", "confirm", true},
    };
    for (Object[] call : calls) {
      String real = refusal(stranger, call, foreign);
      String missing = refusal(stranger, call, UNKNOWN);
      assertThat(real.replace(foreign, "?")).isEqualTo(missing.replace(UNKNOWN, "?"));
      assertThat(real).contains("status=404");
    }
    assertThat(stranger.found("secret garden")).noneMatch(text -> text.contains("secret"));
    assertThat(stranger.done("query_memory").toString()).doesNotContain("secret");
    assertThat(
            stranger
                .done("delete_memory", "description", "the secret garden", "confirm", true)
                .toString())
        .doesNotContain("secret garden");
    assertThat(
            stranger
                .keepsake
                .history()
                .of(stranger.caller(), new MemoryId(UUID.fromString(foreign))))
        .isEmpty();
    assertThat(database.rows("select id, status, revision from memory_items order by id"))
        .isEqualTo(before);
    assertThat(events()).isEqualTo(events);
  }

  private static String refusal(TestMemory stranger, Object[] call, String id) {
    Object[] arguments = java.util.Arrays.copyOfRange(call, 1, call.length);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("?")) {
        arguments[i] = call[0].equals("delete_memory") ? List.of(id) : id;
      }
    }
    return stranger.refused((String) call[0], arguments).toString();
  }

  @Test
  void another_users_memory_is_as_if_it_were_not_there() {
    String foreign = memory.saved("Ada has a secret garden");
    memory.as("eve");
    memory.saved("Eve plays the cello");
    assertUnseen(memory, foreign);
  }

  @Test
  void another_scopes_memory_is_as_if_it_were_not_there() {
    String foreign = memory.saved("Ada has a secret garden");
    try (var work = openAnother(settings -> settings.with(new Scope("work")), TestMemory.model())) {
      work.saved("The sprint ends on Friday");
      assertUnseen(work, foreign);
    }
    assertThat(memory.found("secret garden")).hasSize(1);
  }

  @Test
  void a_user_of_whom_nothing_is_known_is_told_the_same() {
    String foreign = memory.saved("Ada has a secret garden");
    memory.as("new");
    var problem = memory.refused("delete_memory", "memory_ids", List.of(foreign));
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.detail().replace(foreign, "?"))
        .isEqualTo(
            memory
                .refused("delete_memory", "memory_ids", List.of(UNKNOWN))
                .detail()
                .replace(UNKNOWN, "?"));
  }

  @Test
  void user_names_that_look_alike_are_different_users() {
    memory.as("Ada");
    memory.saved("The first secret");
    for (String other : List.of("ada", "Ada ", "A\u0064a\u0301", "Ada%", "' or 1=1 --")) {
      memory.as(other);
      assertThat(memory.found("secret")).as(other).isEmpty();
    }
  }
}
