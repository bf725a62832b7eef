package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolOutcome;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A store that cannot be used says why, and nothing is half written.
class StoreFailureTest extends RuleTest {

  @Test
  void a_caller_interrupted_before_its_write_began_writes_nothing() throws Exception {
    memory.found("open the index");
    var outcome = new CompletableFuture<ToolOutcome>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              outcome.complete(
                  memory.call("save_memory", "content", "The car is red", "memory_type", "fact"));
            });
    caller.join();
    assertThat(outcome.join()).isInstanceOf(ToolOutcome.Failed.class);
    if (outcome.join() instanceof ToolOutcome.Failed(var problem)) {
      assertThat(problem.code()).isEqualTo("cancelled");
    }
    assertThat(memories() + events()).isZero();
    assertThat(action(memory.save("The car is red"))).isEqualTo("created");
  }

  @Test
  void a_failure_names_the_call_and_nothing_of_the_inside() {
    database.failOnInsert("memory_items", 0);
    Problem problem =
        memory.refused("save_memory", "content", "The car is red", "memory_type", "fact");
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.action()).contains("failed");
    assertThat(problem.instance()).contains("test-call");
    assertThat(problem.detail())
        .contains("nothing was changed")
        .doesNotContainIgnoringCase("sql", "trigger", "memory_items", folder.toString());
    assertThat(memories() + events()).isZero();
  }

  @Test
  void everything_is_there_after_a_restart() {
    ObjectNode saved = memory.save("The user likes tea", "idempotency_key", "k");
    reopen(settings -> settings, TestMemory.model());
    assertThat(memory.found("tea")).containsExactly("The user likes tea");
    assertThat(memory.save("The user likes tea", "idempotency_key", "k").get("memory_id"))
        .isEqualTo(saved.get("memory_id"));
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }
}
