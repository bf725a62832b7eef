package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.history.ChainCheck;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What waits for its user's word, and that word.
class ConfirmationTest extends RuleTest {
  private static final String JAZZ = "The user may like jazz";

  @Test
  void what_is_accepted_is_stored_as_it_was_proposed() {
    memory.in("c1");
    String pending =
        wait(JAZZ, "memory_type", "preference", "importance", 0.9, "source_message_id", "m7");
    ObjectNode answer = confirm(pending);
    assertThat(action(answer)).isEqualTo("created");
    assertThat(answer.get("success").asBoolean()).isTrue();
    assertThat(answer.get("rule").asText()).isEqualTo("confirmed");
    assertThat(answer.get("pending_id").asText()).isEqualTo(pending);
    assertThat(memory.found("jazz")).containsExactly(JAZZ);
    assertThat(database.rows("select * from memory_items").getFirst())
        .containsEntry("id", id(answer))
        .containsEntry("memory_type", "preference")
        .containsEntry("confidence", "0.6")
        .containsEntry("importance", "0.9")
        .containsEntry("source", "chat")
        .containsEntry("source_conversation_id", "c1")
        .containsEntry("source_message_id", "m7")
        .containsEntry("extraction_type", "tool");
  }

  @Test
  void trust_rises_by_the_users_own_word() {
    ObjectNode answer = confirmAs(Entry.PERSON, wait(JAZZ), Map.of());
    assertThat(row(id(answer)))
        .containsEntry("trust", "high")
        .containsEntry("provenance", "user")
        .containsEntry("source", "chat");
    assertThat(decidedBy()).isEqualTo("user");
  }

  @Test
  void trust_does_not_rise_by_an_agents_word() {
    ObjectNode answer = confirmAs(Entry.AGENT, wait(JAZZ), Map.of());
    assertThat(row(id(answer)))
        .containsEntry("trust", "medium")
        .containsEntry("provenance", "model");
    assertThat(decidedBy()).isEqualTo("agent");
  }

  @Test
  void an_agent_that_confirms_what_a_person_typed_vouches_for_it_itself() {
    ObjectNode asked =
        done(
            Entry.PERSON,
            "save_memory",
            Map.of("content", JAZZ, "memory_type", "fact", "confidence", 0.6));
    ObjectNode answer = confirmAs(Entry.AGENT, asked.get("pending_id").asText(), Map.of());
    assertThat(row(id(answer)))
        .containsEntry("trust", "medium")
        .containsEntry("provenance", "model")
        .containsEntry("source", "manual");
  }

  @Test
  void a_correction_is_stored_in_place_of_what_waited() {
    ObjectNode answer =
        memory.done("confirm_memory", "pending_id", wait(JAZZ), "content", "The user likes blues");
    assertThat(action(answer)).isEqualTo("created");
    assertThat(memory.found("music")).containsExactly("The user likes blues");
    assertThat(
            database.rows(
                "select before_content, after_content from memory_write_event_contents c join"
                    + " memory_write_events e on e.id = c.event_id where e.operation = 'confirm'"
                    + " and e.action = 'created'"))
        .containsExactly(Map.of("before_content", JAZZ, "after_content", "The user likes blues"));
  }

  @Test
  void what_is_declined_is_not_stored_and_no_longer_waits() {
    String pending = wait(JAZZ);
    ObjectNode answer = decline(pending);
    assertThat(action(answer)).isEqualTo("discarded");
    assertThat(answer.get("rule").asText()).isEqualTo("declined");
    assertThat(answer.get("success").asBoolean()).isTrue();
    assertThat(memories()).isZero();
    assertThat(waiting()).isEmpty();
    assertThat(state()).isEqualTo("declined");
  }

  @Test
  void what_was_declined_may_be_asked_again() {
    String first = wait(JAZZ);
    decline(first);
    assertThat(wait(JAZZ)).isNotEqualTo(first);
  }

  @Test
  void every_answer_has_its_event() {
    String jazz = wait(JAZZ);
    confirm(jazz);
    decline(wait("The user may like rock"));
    String again = wait("The user has a dog", "confidence", 0.5);
    memory.saved("The user has a dog");
    confirm(again);
    assertThat(
            database.rows("select operation, action, rule from memory_write_events order by seq"))
        .extracting(r -> r.get("operation") + " " + r.get("action") + " " + r.get("rule"))
        .containsExactly(
            "confirm confirm_needed confidence_confirm",
            "create created confirmed",
            "confirm created confirmed",
            "confirm confirm_needed confidence_confirm",
            "confirm discarded declined",
            "confirm confirm_needed confidence_confirm",
            "create created confidence_accept",
            "refuse duplicate_skipped exact_duplicate",
            "confirm duplicate_skipped exact_duplicate");
    assertThat(memory.keepsake.history().check(memory.caller()))
        .isEqualTo(new ChainCheck(9, List.of()));
  }

  @Test
  void the_same_answer_twice_is_carried_out_once_and_told_twice() {
    String pending = wait(JAZZ);
    ObjectNode first = confirm(pending);
    ObjectNode again = confirm(pending);
    assertThat(again.get("replayed").asBoolean()).isTrue();
    again.remove("replayed");
    assertThat(again).isEqualTo(first);
    assertThat(memories()).isOne();
    assertThat(events()).isEqualTo(3);
  }

  @Test
  void declining_twice_is_told_twice() {
    String pending = wait(JAZZ);
    ObjectNode first = decline(pending);
    ObjectNode again = decline(pending);
    again.remove("replayed");
    assertThat(again).isEqualTo(first);
  }

  @Test
  void an_answer_is_not_taken_back() {
    String pending = wait(JAZZ);
    confirm(pending);
    Problem problem = memory.refused("confirm_memory", "pending_id", pending, "accept", false);
    assertThat(problem.code()).isEqualTo("pending-closed");
    assertThat(problem.status()).isEqualTo(409);
    assertThat(problem.detail()).contains("it was accepted");
    assertThat(
            memory
                .refused("confirm_memory", "pending_id", pending, "content", "The user likes blues")
                .detail())
        .contains("accepted with another wording");
    assertThat(memories()).isOne();
  }

  @Test
  void racers_with_one_answer_leave_one_memory() {
    String pending = wait(JAZZ);
    try (var other = openAnother()) {
      List<String> answers =
          Racers.race(
              16,
              i ->
                  action(
                      (i % 2 == 0 ? memory : other).done("confirm_memory", "pending_id", pending)));
      assertThat(answers).containsOnly("created");
    }
    assertThat(memories()).isOne();
    assertThat(events()).isEqualTo(3);
  }

  @Test
  void racers_with_opposite_answers_agree_on_one() {
    String pending = wait(JAZZ);
    List<ToolOutcome> outcomes =
        Racers.race(
            8, i -> memory.call("confirm_memory", "pending_id", pending, "accept", i % 2 == 0));
    assertThat(outcomes).filteredOn(ToolOutcome.Done.class::isInstance).hasSize(4);
    assertThat(memories()).isEqualTo(state().equals("accepted") ? 1 : 0);
  }

  @Test
  void duplicates_are_looked_for_again() {
    String pending = wait(JAZZ);
    String there = memory.saved(JAZZ);
    ObjectNode answer = confirm(pending);
    assertThat(action(answer)).isEqualTo("duplicate_skipped");
    assertThat(answer.get("duplicate_of").asText()).isEqualTo(there);
    assertThat(state()).isEqualTo("accepted");
  }

  @Test
  void a_confirmed_write_counts_for_the_limits_and_waits_on_when_they_are_reached() {
    reopen(settings -> settings.with(new RateLimits(0, 1)), TestMemory.model());
    String pending = wait(JAZZ);
    memory.saved("The user lives in Lisbon");
    ObjectNode limited = confirm(pending);
    assertThat(action(limited)).isEqualTo("rate_limited");
    assertThat(limited.get("retry_after_seconds").asInt()).isEqualTo(3_600);
    assertThat(waiting()).containsExactly(JAZZ);
    pass(Duration.ofHours(1).plusSeconds(1));
    assertThat(action(confirm(pending))).isEqualTo("created");
    assertThat(action(memory.save("The user has a dog"))).isEqualTo("rate_limited");
  }

  @Test
  void what_is_to_be_superseded_is_superseded_on_confirmation() {
    String old = memory.saved("The user lives in Lisbon");
    String pending = wait("The user lives in Porto", "supersedes", old);
    assertThat(row(old)).containsEntry("status", "active");
    ObjectNode answer = confirm(pending);
    assertThat(answer.get("supersedes").asText()).isEqualTo(old);
    assertThat(row(old)).containsEntry("superseded_by", id(answer));
  }

  @Test
  void what_can_no_longer_be_superseded_goes_on_waiting() {
    String old = memory.saved("The user lives in Lisbon");
    String pending = wait("The user lives in Porto", "supersedes", old);
    memory.saved("The user lives in Faro", "supersedes", old);
    Problem problem = memory.refused("confirm_memory", "pending_id", pending);
    assertThat(problem.code()).isEqualTo("not-active");
    assertThat(problem.detail()).contains("decline it", "save the statement again");
    assertThat(waiting()).containsExactly("The user lives in Porto");
    assertThat(action(decline(pending))).isEqualTo("discarded");
  }

  @Test
  void the_list_shows_what_waits_the_oldest_first() {
    wait(JAZZ, "memory_type", "preference");
    pass(Duration.ofDays(1));
    String rock = wait("The user may like rock");
    ObjectNode list = memory.done("confirm_memory");
    assertThat(list.get("total_count").asInt()).isEqualTo(2);
    assertThat(list.has("action")).isFalse();
    var last = list.get("pending").get(1);
    assertThat(last.get("pending_id").asText()).isEqualTo(rock);
    assertThat(last.get("content").asText()).isEqualTo("The user may like rock");
    assertThat(last.get("confidence").asDouble()).isEqualTo(0.6);
    assertThat(last.get("rule").asText()).isEqualTo("confidence_confirm");
    assertThat(last.get("expires_at").asText())
        .isEqualTo(clock.instant().plus(Duration.ofDays(7)).toString());
    assertThat(waiting()).containsExactly(JAZZ, "The user may like rock");
  }

  @Test
  void what_nobody_answered_in_time_is_closed_with_its_event() {
    String pending = wait(JAZZ);
    pass(Duration.ofDays(7));
    assertThat(waiting()).isEmpty();
    assertThat(memory.refused("confirm_memory", "pending_id", pending).code())
        .isEqualTo("pending-closed");
    assertThat(memory.keepsake.jobs().run(JobKind.CONFIRMATIONS)).isOne();
    assertThat(memory.keepsake.jobs().run(JobKind.CONFIRMATIONS)).isZero();
    assertThat(memory.refused("confirm_memory", "pending_id", pending).detail())
        .contains("nobody answered");
    assertThat(state()).isEqualTo("expired");
    assertThat(
            database.rows(
                "select operation, action, extraction_type, rule from memory_write_events where"
                    + " seq = 2"))
        .containsExactly(
            Map.of(
                "operation", "confirm",
                "action", "expired",
                "extraction_type", "job",
                "rule", "memory_pending_days"));
    assertThat(memories()).isZero();
  }

  @Test
  void what_still_has_time_is_left_alone() {
    wait(JAZZ);
    pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(memory.keepsake.jobs().run(JobKind.CONFIRMATIONS)).isZero();
    assertThat(waiting()).containsExactly(JAZZ);
  }

  @Test
  void what_waits_for_another_is_as_if_it_did_not() {
    String pending = wait(JAZZ);
    memory.as("bob");
    Problem foreign = memory.refused("confirm_memory", "pending_id", pending);
    Problem missing =
        memory.refused("confirm_memory", "pending_id", new UUID(0x7000, 1L << 63).toString());
    assertThat(foreign.code()).isEqualTo("not-found").isEqualTo(missing.code());
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.detail().replace(pending, ""))
        .isEqualTo(missing.detail().replaceAll("[0-9a-f-]{36}", ""));
    assertThat(waiting()).isEmpty();
    memory.as("ada");
    try (var elsewhere =
        openAnother(settings -> settings.with(new Scope("work")), TestMemory.model())) {
      assertThat(elsewhere.refused("confirm_memory", "pending_id", pending).code())
          .isEqualTo("not-found");
    }
    assertThat(waiting()).containsExactly(JAZZ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pending_id\": \"nonsense\"}",
        "{\"pending_id\": 7}",
        "{\"accept\": false}",
        "{\"pending_id\": \"0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\", \"accept\": false, \"content\":"
            + " \"no\"}",
        "{\"content\": \"The user likes blues\"}",
        "{\"pending_id\": \"0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\", \"accept\": \"yes\"}",
        "{\"pending_id\": \"0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\", \"content\": \"\"}",
        "{\"pending_id\": \"0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\", \"user\": \"eve\"}"
      })
  void a_bad_answer_changes_nothing(String arguments) {
    wait(JAZZ);
    assertThat(refused("confirm_memory", arguments).code()).isEqualTo("invalid-input");
    assertThat(waiting()).containsExactly(JAZZ);
    assertThat(events()).isOne();
  }

  @Test
  void a_correction_over_the_limit_is_refused() {
    String pending = wait(JAZZ);
    assertThat(
            memory
                .refused("confirm_memory", "pending_id", pending, "content", "x".repeat(2_001))
                .detail())
        .contains("content");
    assertThat(waiting()).containsExactly(JAZZ);
  }

  @Test
  void looking_for_what_waits_makes_no_user() {
    memory.as("nobody");
    assertThat(waiting()).isEmpty();
    assertThat(memory.refused("confirm_memory", "pending_id", new UUID(1, 2).toString()).code())
        .isEqualTo("not-found");
    assertThat(database.count("users")).isZero();
  }

  @Test
  void a_row_of_another_version_hides_no_other() {
    String broken = wait(JAZZ);
    wait("The user may like rock");
    database.run(
        "update pending_confirmations set request = '{\"verse\": 1}' where id = '" + broken + "'");
    assertThat(waiting()).containsExactly("The user may like rock");
    assertThat(memory.refused("confirm_memory", "pending_id", broken).code()).isEqualTo("internal");
    pass(Duration.ofDays(7).plusSeconds(1));
    assertThat(memory.keepsake.jobs().run(JobKind.CONFIRMATIONS)).isEqualTo(2);
    assertThat(memory.keepsake.history().check(memory.caller()).faults()).isEmpty();
  }

  @Test
  void no_statement_is_kept_beside_what_waits() {
    String pending = wait(JAZZ, "idempotency_key", "k1");
    memory.done("confirm_memory", "pending_id", pending, "content", "The user likes blues");
    assertThat(database.rows("select outcome from pending_confirmations").getFirst().get("outcome"))
        .doesNotContain("blues", "jazz");
  }

  private String wait(String content, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "confidence";
    arguments[1] = 0.6;
    System.arraycopy(more, 0, arguments, 2, more.length);
    ObjectNode answer = memory.save(content, arguments);
    assertThat(action(answer)).isEqualTo("confirm_needed");
    return answer.get("pending_id").asText();
  }

  private ObjectNode confirm(String pending) {
    return memory.done("confirm_memory", "pending_id", pending);
  }

  private ObjectNode decline(String pending) {
    return memory.done("confirm_memory", "pending_id", pending, "accept", false);
  }

  private ObjectNode confirmAs(Entry entry, String pending, Map<String, Object> more) {
    var arguments = new HashMap<String, Object>(more);
    arguments.put("pending_id", pending);
    return done(entry, "confirm_memory", arguments);
  }

  private ObjectNode done(Entry entry, String tool, Map<String, Object> arguments) {
    Caller caller =
        memory.keepsake.caller(
            Optional.of(new UserName("ada")), Optional.<ConversationId>empty(), "by-hand", entry);
    return switch (memory
        .keepsake
        .tools()
        .call(caller, new ToolCall(tool, WireJson.MAPPER.valueToTree(arguments)))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(problem.toString());
    };
  }

  private List<String> waiting() {
    return memory
        .done("confirm_memory")
        .get("pending")
        .valueStream()
        .map(one -> one.get("content").asText())
        .toList();
  }

  private Map<String, String> row(String id) {
    return database.rows("select * from memory_items where id = '" + id + "'").getFirst();
  }

  private String state() {
    return database.rows("select state from pending_confirmations").getFirst().get("state");
  }

  private String decidedBy() {
    return database
        .rows("select decided_by from pending_confirmations")
        .getFirst()
        .get("decided_by");
  }
}
