package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.ClientId;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The same key with the same arguments gets the first answer again.
class IdempotencyTest extends RuleTest {
  private static ObjectNode withoutMark(ObjectNode answer) {
    return answer.deepCopy().without("replayed");
  }

  private ObjectNode keyed(String content, String key, Object... more) {
    Object[] all = new Object[more.length + 2];
    all[0] = "idempotency_key";
    all[1] = key;
    System.arraycopy(more, 0, all, 2, more.length);
    return memory.save(content, all);
  }

  @Test
  void the_same_key_with_the_same_arguments_gets_the_first_answer_marked_replayed() {
    ObjectNode first = keyed("The user likes tea", "k1");
    assertThat(first.has("replayed")).isFalse();
    pass(Duration.ofDays(3));
    ObjectNode again = keyed("The user likes tea", "k1");
    assertThat(again.get("replayed").asBoolean()).isTrue();
    assertThat(withoutMark(again)).isEqualTo(first);
    assertThat(memories()).isOne();
    assertThat(events()).isOne();
  }

  @Test
  void every_kind_of_decision_is_replayed_as_it_was() {
    String tea = memory.saved("The user likes green tea");
    record Call(String content, double confidence, Object[] more) {}
    Object[] none = {};
    Object[] correcting = {"supersedes", tea};
    for (Call call :
        List.of(
            new Call("The user likes green tea", 0.9, none),
            new Call("The user does not like green tea", 0.9, none),
            new Call("The user may like jazz", 0.6, none),
            new Call("The user may like rock", 0.2, none),
            new Call("The user likes white tea", 0.9, correcting))) {
      Object[] arguments = new Object[call.more().length + 2];
      arguments[0] = "confidence";
      arguments[1] = call.confidence();
      System.arraycopy(call.more(), 0, arguments, 2, call.more().length);
      ObjectNode first = keyed(call.content(), call.content(), arguments);
      ObjectNode again = keyed(call.content(), call.content(), arguments);
      assertThat(again.get("replayed").asBoolean()).isTrue();
      assertThat(withoutMark(again)).isEqualTo(first);
    }
    assertThat(events()).isEqualTo(7);
  }

  @Test
  void left_out_arguments_are_the_same_as_their_defaults() {
    ObjectNode first =
        memory.done(
            "save_memory",
            "content",
            "The user likes tea",
            "memory_type",
            "fact",
            "idempotency_key",
            "k1");
    ObjectNode again = keyed("The user likes tea", "k1", "confidence", 0.8, "importance", 0.5);
    assertThat(withoutMark(again)).isEqualTo(first);
  }

  @Test
  void the_same_key_with_other_arguments_is_a_conflict() {
    keyed("The user likes tea", "k1");
    for (Object[] other :
        new Object[][] {
          {"confidence", 0.95},
          {"importance", 0.6},
          {"memory_type", "note"},
          {"source_message_id", "m1"}
        }) {
      Object[] arguments = {
        "content",
        "The user likes tea",
        "memory_type",
        "fact",
        "confidence",
        0.9,
        "idempotency_key",
        "k1",
        other[0],
        other[1]
      };
      var problem = memory.refused("save_memory", arguments);
      assertThat(problem.status()).isEqualTo(409);
      assertThat(problem.code()).isEqualTo("idempotency-key-reused");
    }
    assertThat(memories()).isOne();
    assertThat(events()).isOne();
  }

  @Test
  void a_key_is_its_users_own() {
    ObjectNode ada = keyed("The user likes tea", "k1");
    memory.as("bob");
    ObjectNode bob = keyed("The user likes coffee", "k1");
    assertThat(action(bob)).isEqualTo("created");
    assertThat(id(bob)).isNotEqualTo(id(ada));
  }

  @Test
  void a_key_is_its_clients_own() {
    ObjectNode first = keyed("The user likes tea", "k1");
    String other = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
    database.run(
        "insert into clients select '"
            + other
            + "', organization_id, 'other', scope, rights, created_at, null, null from clients");
    var caller = memory.caller();
    var tenant = caller.tenant();
    var otherCaller =
        new Caller(
            new Tenant(tenant.organization(), new ClientId(UUID.fromString(other)), tenant.scope()),
            caller.rights(),
            caller.user(),
            caller.conversation(),
            caller.correlationId(),
            caller.entry());
    var arguments =
        json(
            "{\"content\":\"The car is red\",\"memory_type\":\"fact\","
                + "\"idempotency_key\":\"k1\"}");
    var outcome = memory.keepsake.tools().call(otherCaller, new ToolCall("save_memory", arguments));
    assertThat(outcome).isInstanceOf(ToolOutcome.Done.class);
    if (outcome instanceof ToolOutcome.Done(var answer, var _)) {
      assertThat(action(answer)).isEqualTo("created");
      assertThat(answer.get("write_id")).isNotEqualTo(first.get("write_id"));
    }
  }

  @Test
  void a_key_is_free_again_after_seven_days() {
    keyed("The user likes tea", "k1");
    pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(keyed("The user likes tea", "k1").has("replayed")).isTrue();
    pass(Duration.ofSeconds(1));
    ObjectNode other = keyed("The user plays the cello", "k1");
    assertThat(action(other)).isEqualTo("created");
    assertThat(other.has("replayed")).isFalse();
    assertThat(database.count("idempotency_keys")).isOne();
  }

  @Test
  void a_rate_limited_call_may_come_again_with_its_key() {
    reopen(settings -> settings.with(new RateLimits(0, 1)), TestMemory.model());
    keyed("The user likes tea", "k1");
    assertThat(action(keyed("The user plays the cello", "k2"))).isEqualTo("rate_limited");
    pass(Duration.ofHours(1));
    ObjectNode again = keyed("The user plays the cello", "k2");
    assertThat(action(again)).isEqualTo("created");
    assertThat(again.has("replayed")).isFalse();
  }

  @Test
  void a_refused_call_keeps_no_key() {
    String unknown = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
    var problem =
        memory.refused(
            "save_memory",
            "content",
            "The user likes tea",
            "memory_type",
            "fact",
            "supersedes",
            unknown,
            "idempotency_key",
            "k1");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(database.count("idempotency_keys")).isZero();
    assertThat(action(keyed("The user likes tea", "k1"))).isEqualTo("created");
  }

  @Test
  void racing_calls_with_one_key_get_one_answer() {
    List<ObjectNode> answers = Racers.race(20, _ -> keyed("The user likes tea", "k1"));
    assertThat(answers.stream().map(IdempotencyTest::withoutMark).distinct()).hasSize(1);
    assertThat(answers.stream().filter(a -> !a.has("replayed"))).hasSize(1);
    assertThat(memories()).isOne();
    assertThat(events()).isOne();
  }

  /// Erasure would not find a text there.
  @Test
  void what_is_kept_for_a_key_holds_no_text_but_a_replay_gives_the_content_back() {
    ObjectNode first = keyed("The user may like zanzibar jazz", "k1", "confidence", 0.6);
    assertThat(first.get("content").asText()).isEqualTo("The user may like zanzibar jazz");
    assertThat(database.rows("select * from idempotency_keys").toString())
        .doesNotContain("zanzibar");
    ObjectNode again = keyed("The user may like zanzibar jazz", "k1", "confidence", 0.6);
    assertThat(withoutMark(again)).isEqualTo(first);
  }
}
