package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What programs create, and create again with the same idempotency key.
class CreationsTest extends RuleTest {
  private static final String TEA = "The user likes tea";

  private RawCalls program() {
    return RawCalls.of(memory, "ada");
  }

  private ObjectNode keyed(Object... more) {
    Object[] arguments = new Object[more.length + 4];
    arguments[0] = "content";
    arguments[1] = TEA;
    arguments[2] = "idempotency_key";
    arguments[3] = "k";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return program().done("create_memory", arguments);
  }

  @Test
  void what_was_deleted_is_not_shown_by_the_answer_of_before() {
    ObjectNode first = keyed();
    String id = first.at("/memory/id").asText();
    assertThat(first.path("write_id").asText()).isEqualTo(id);
    program().done("remove_memory", "id", id);
    assertAgain(id);
  }

  @Test
  void the_answer_of_before_comes_also_when_its_memory_has_expired() {
    Object[] tomorrow = {"expires_at", clock.instant().plus(Duration.ofDays(1)).toString()};
    String id = keyed(tomorrow).at("/memory/id").asText();
    pass(Duration.ofDays(2));
    assertAgain(id, tomorrow);
    assertThat(
            program()
                .refused("create_memory", "content", TEA, tomorrow[0], tomorrow[1])
                .errors()
                .getFirst()
                .field())
        .isEqualTo("expires_at");
    assertThat(memories()).isOne();
  }

  @Test
  void what_expires_while_it_waits_is_not_stored_and_can_be_declined() {
    String waits =
        program()
            .done(
                "create_memory",
                "content",
                TEA,
                "confidence",
                0.6,
                "expires_at",
                clock.instant().plus(Duration.ofHours(1)).toString())
            .path("pending_id")
            .asText();
    pass(Duration.ofHours(2));
    assertThat(program().refused("answer_pending", "id", waits).code()).isEqualTo("pending-closed");
    assertThat(memories()).isZero();
    ObjectNode declined = program().done("answer_pending", "id", waits, "accept", false);
    assertThat(declined.path("action").asText()).isEqualTo("discarded");
  }

  private void assertAgain(String id, Object... arguments) {
    ObjectNode again = keyed(arguments);
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(again.path("action").asText()).isEqualTo("created");
    assertThat(again.path("write_id").asText()).isEqualTo(id);
    assertThat(again.toString()).doesNotContain(TEA);
  }
}
