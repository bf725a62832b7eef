package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a statement goes by its confidence.
class RoutingTest extends RuleTest {

  @ParameterizedTest
  @CsvSource({
    "1, created",
    "0.7, created",
    "0.6999999999999999, confirm_needed",
    "0.5, confirm_needed",
    "0.49999999999999994, discarded",
    "0, discarded"
  })
  void confidence_routes_at_the_exact_borders(double confidence, String action) {
    ObjectNode answer = memory.save("The user likes tea", "confidence", confidence);
    assertThat(action(answer)).isEqualTo(action);
    assertThat(answer.get("success").asBoolean()).isTrue();
    assertThat(memories()).isEqualTo(action.equals("created") ? 1 : 0);
    assertThat(events()).isOne();
  }

  @Test
  void confidence_left_out_is_enough_to_be_stored() {
    var answer = memory.done("save_memory", "content", "Tea is liked", "memory_type", "fact");
    assertThat(action(answer)).isEqualTo("created");
    var row = database.rows("select confidence, importance from memory_items").getFirst();
    assertThat(row).containsEntry("confidence", "0.8").containsEntry("importance", "0.5");
  }

  @Test
  void a_discarded_statement_is_in_the_audit_trail_alone() {
    ObjectNode answer = memory.save("The user may be tall", "confidence", 0.1);
    assertThat(answer.get("rule").asText()).isEqualTo("confidence_discard");
    assertThat(answer.has("memory_id")).isFalse();
    assertThat(database.count("pending_confirmations")).isZero();
    assertThat(memory.found("tall")).isEmpty();
  }

  @Test
  void a_statement_to_confirm_waits_aside_and_is_no_memory() {
    ObjectNode answer = memory.save("The user may like jazz", "confidence", 0.6);
    assertThat(answer.get("pending_id").asText()).isNotBlank();
    assertThat(answer.get("content").asText()).isEqualTo("The user may like jazz");
    assertThat(answer.has("memory_id")).isFalse();
    assertThat(memories()).isZero();
    assertThat(memory.found("jazz")).isEmpty();
    var row = database.rows("select * from pending_confirmations").getFirst();
    assertThat(row).containsEntry("state", "open").containsEntry("rule", "confidence_confirm");
    long waits = Long.parseLong(row.get("expires_at")) - Long.parseLong(row.get("created_at"));
    assertThat(Duration.ofMillis(waits / 1000)).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void the_same_words_twice_wait_once() {
    ObjectNode first = memory.save("The user may like jazz", "confidence", 0.6);
    ObjectNode again = memory.save("the user may like  JAZZ.", "confidence", 0.5);
    assertThat(again.get("pending_id")).isEqualTo(first.get("pending_id"));
    assertThat(database.count("pending_confirmations")).isOne();
    assertThat(events()).isEqualTo(2);
  }

  @Test
  void what_waits_expires_after_memory_pending_days() {
    ObjectNode first = memory.save("The user may like jazz", "confidence", 0.6);
    pass(Duration.ofDays(7).minusSeconds(1));
    ObjectNode within = memory.save("The user may like jazz", "confidence", 0.6);
    assertThat(within.get("pending_id")).isEqualTo(first.get("pending_id"));
    pass(Duration.ofSeconds(1));
    ObjectNode after = memory.save("The user may like jazz", "confidence", 0.6);
    assertThat(after.get("pending_id")).isNotEqualTo(first.get("pending_id"));
    assertThat(database.rows("select state from pending_confirmations order by created_at"))
        .extracting(row -> row.get("state"))
        .containsExactly("expired", "open");
  }

  @Test
  void what_waits_is_each_users_own() {
    ObjectNode ada = memory.save("The user may like jazz", "confidence", 0.6);
    memory.as("bob");
    ObjectNode bob = memory.save("The user may like jazz", "confidence", 0.6);
    assertThat(bob.get("pending_id")).isNotEqualTo(ada.get("pending_id"));
  }

  @Test
  void the_policy_is_asked_before_duplicates_are_looked_for() {
    memory.saved("The user likes jazz");
    assertThat(action(memory.save("The user likes jazz", "confidence", 0.6)))
        .isEqualTo("confirm_needed");
    assertThat(action(memory.save("The user likes jazz", "confidence", 0.2)))
        .isEqualTo("discarded");
  }
}
