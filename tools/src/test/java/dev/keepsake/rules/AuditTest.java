package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.history.ChainCheck;
import dev.keepsake.limit.RateLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every decision leaves its event, and no event can be changed unseen.
class AuditTest extends RuleTest {

  private ChainCheck check() {
    return memory.keepsake.history().check(memory.caller());
  }

  private void live() {
    reopen(settings -> settings.with(new RateLimits(4, 0)), TestMemory.model());
    memory.in("c1");
    String old = memory.saved("The user lives in Berlin", "source_message_id", "m1");
    memory.saved("The user lives in Lisbon", "supersedes", old);
    memory.save("The user lives in Lisbon");
    memory.save("The user may like jazz", "confidence", 0.6);
    memory.save("The user may like rock", "confidence", 0.0, "importance", -0.0);
    String tea = memory.saved("The user likes green tea", "importance", 1);
    memory.saved("The user does not like green tea");
    memory.save("Anna is the user's dentist");
    memory.done("delete_memory", "memory_ids", List.of(tea), "confirm", true, "reason", "wrong");
  }

  @Test
  void every_decided_write_has_exactly_one_event_and_one_more_for_what_it_replaced() {
    live();
    var rows =
        database.rows("select operation, action, rule from memory_write_events order by seq");
    assertThat(rows)
        .extracting(r -> r.get("operation") + " " + r.get("action") + " " + r.get("rule"))
        .containsExactly(
            "create created confidence_accept",
            "supersede superseded confidence_accept",
            "create created confidence_accept",
            "refuse duplicate_skipped exact_duplicate",
            "confirm confirm_needed confidence_confirm",
            "refuse discarded confidence_discard",
            "create created confidence_accept",
            "create created confidence_accept",
            "refuse rate_limited rate_limit_conversation",
            "delete deleted null");
    assertThat(check()).isEqualTo(new ChainCheck(10, List.of()));
  }

  @Test
  void an_event_says_all_that_was_promised() {
    live();
    var row = database.rows("select * from memory_write_events where seq = 1").getFirst();
    assertThat(row)
        .containsEntry("memory_type", "fact")
        .containsEntry("confidence", "0.9")
        .containsEntry("importance", "0.5")
        .containsEntry("source", "chat")
        .containsEntry("tags", "[]")
        .containsEntry("extraction_type", "tool")
        .containsEntry("policy_version", "builtin-3")
        .containsEntry("provenance", "model")
        .containsEntry("trust", "medium")
        .containsEntry("conversation_id", "c1")
        .containsEntry("correlation_id", "test-call")
        .containsEntry("scope", "local")
        .containsEntry("processing_time_ms", "0");
    assertThat(row.get("memory_item_id")).hasSize(36);
    assertThat(row.get("client_id")).hasSize(36);
    assertThat(row.get("organization_id")).hasSize(36);
    assertThat(
            database.rows(
                "select c.reason from memory_write_events e join memory_write_event_contents c on"
                    + " c.event_id = e.id where e.seq = 10"))
        .first()
        .hasToString("{reason=wrong}");
    assertThat(memory.keepsake.history().newest(memory.caller(), 1).getFirst().event().ruling())
        .matches(ruling -> ruling.reason().equals(java.util.Optional.of("wrong")));
    var contradicting =
        database.rows("select details from memory_write_events where seq = 8").getFirst();
    assertThat(contradicting.get("details")).contains("contradicts", "write_id");
  }

  @Test
  void an_event_holds_no_text_but_a_keyed_digest_of_it() {
    live();
    String events = database.rows("select * from memory_write_events").toString();
    for (String word : List.of("Berlin", "Lisbon", "jazz", "rock", "tea", "dentist")) {
      assertThat(events).doesNotContain(word);
    }
    assertThat(database.rows("select after_content from memory_write_event_contents"))
        .extracting(r -> r.get("after_content"))
        .contains("The user may like rock", "Anna is the user's dentist");
    assertThat(database.number("select count(distinct salt) from memory_write_event_contents"))
        .isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update memory_write_events set confidence = 0.91 where seq = 3",
        "update memory_write_events set confidence = 7 where seq = 3",
        "update memory_write_events set action = 'created' where seq = 4",
        "update memory_write_events set operation = 'nonsense' where seq = 4",
        "update memory_write_events set details = 'nonsense' where seq = 4",
        "update memory_write_events set reason = 'because' where seq = 4",
        "update memory_write_events set rule = null where seq = 4",
        "update memory_write_events set created_at = LATER where seq = 2",
        "update memory_write_events set conversation_id = 'c2' where seq = 5",
        "update memory_write_events set after_hmac = before_hmac where seq = 2",
        "update memory_write_events set hash = prev_hash where seq = 5",
        "update memory_write_events set prev_hash = hash where seq = 5",
        "delete from memory_write_events where seq = 6",
        "delete from memory_write_events where seq = 1",
        "delete from memory_write_events where seq = 10",
        "delete from memory_write_events",
        "update memory_write_events set seq = case seq when 7 then -8 else -7 end where seq in (7,"
            + " 8);update memory_write_events set seq = -seq where seq < 0",
        "insert into memory_write_events select 'b0b0b0b0-0000-7000-8000-000000000000', user_id,"
            + " 11, organization_id, scope, memory_item_id, operation, action, memory_type,"
            + " confidence, importance, source, tags, extraction_type, reason, rule,"
            + " policy_version, provenance, trust, client_id, conversation_id, correlation_id,"
            + " details, before_hmac, after_hmac, processing_time_ms, created_at, hash, hash, form,"
            + " words_hmac from memory_write_events where seq = 10",
        "update memory_write_events set form = 1 where seq = 4",
        "update memory_write_events set tags = '[\"secret\"]' where seq = 4",
        "update memory_write_events set words_hmac = before_hmac where seq = 10",
        "update memory_write_event_contents set reason = 'because' where reason = 'wrong'",
        "update memory_write_event_contents set tags = '[\"secret\"]' where reason = 'wrong'",
        "update memory_write_event_contents set after_content = 'The user lives in Rome'"
            + " where after_content like '%Berlin%'",
        "update memory_write_event_contents set after_content = null",
        "update memory_write_event_contents set salt = '00'",
        "update memory_write_event_contents set salt = 'nonsense'",
        "delete from memory_write_event_contents",
        "delete from memory_write_event_contents where reason = 'wrong'"
      })
  void whatever_is_changed_by_hand_is_found(String change) {
    live();
    assertThat(check().whole()).isTrue();
    database.takeGuardsOffTheAuditTrail();
    String later = database.later("created_at", Duration.ofNanos(1_000));
    database.run(change.replace("LATER", later).split(";"));
    ChainCheck found = check();
    assertThat(found.whole()).isFalse();
    assertThat(found.faults()).allMatch(fault -> fault.contains("event "));
  }

  @Test
  void the_database_itself_refuses_a_change() {
    live();
    for (String change :
        List.of(
            "update memory_write_events set action = 'created'",
            "delete from memory_write_events",
            "update memory_write_event_contents set after_content = null",
            "delete from memory_write_event_contents")) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() -> database.run(change)).getCause())
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void one_users_events_are_no_part_of_anothers_chain() {
    live();
    memory.as("bob");
    memory.saved("The user likes tea");
    assertThat(check()).isEqualTo(new ChainCheck(1, List.of()));
    assertThat(memory.keepsake.history().newest(memory.caller(), 50)).hasSize(1);
    memory.as("nobody");
    assertThat(check()).isEqualTo(new ChainCheck(0, List.of()));
  }

  /// A fault between the change and its event takes both back.
  @Test
  void a_write_that_fails_leaves_neither_memory_nor_event() {
    live();
    long memories = memories();
    long events = events();
    database.failOnUpdate("user_state");
    memory.as("ada");
    var problem = memory.refused("save_memory", "content", "The car is red", "memory_type", "fact");
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.action()).contains("failed");
    assertThat(problem.detail()).doesNotContain("fault", "user_state", "SQL");
    assertThat(memories()).isEqualTo(memories);
    assertThat(events()).isEqualTo(events);
    assertThat(memory.found("The car is red", "min_score", 0.9)).isEmpty();
    database.failNoMore();
    memory.saved("The car is red");
    assertThat(check().whole()).isTrue();
  }
}
