package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Scope;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.WriteReceipt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A save that is answered before it is decided.
class QueuedSavesTest extends QueuedTest {
  @Test
  void a_write_is_accepted_without_the_model_and_told_as_queued() {
    model.overloaded(true);
    ObjectNode answer = memory.save(TEA);
    assertThat(answer.get("success").asBoolean()).isTrue();
    assertThat(action(answer)).isEqualTo("queued");
    assertThat(answer.get("rule").asText()).isEqualTo("confidence_accept");
    assertThat(answer.has("memory_id")).isFalse();
    assertThat(memories()).isZero();
    assertThat(trail()).isEmpty();
    WriteReceipt receipt = receipt(answer.get("write_id").asText());
    assertThat(receipt.state().wireName()).isEqualTo("accepted");
    assertThat(receipt.action().wireName()).isEqualTo("queued");
    assertThat(receipt.finishedAt()).isEmpty();
  }

  @Test
  void what_needs_no_vector_is_decided_at_once() {
    created(TEA);
    model.overloaded(true);
    assertThat(action(memory.save("the user likes GREEN tea."))).isEqualTo("duplicate_skipped");
    assertThat(action(memory.save("The user may like jazz", "confidence", 0.6)))
        .isEqualTo("confirm_needed");
    assertThat(action(memory.save("The user may like rock", "confidence", 0.1)))
        .isEqualTo("discarded");
    assertThat(action(memory.save("The user's wifi password is Zebrafink77")))
        .isEqualTo("rejected");
    assertThat(unsaved(CELLO, "supersedes", UNKNOWN).status()).isEqualTo(404);
  }

  @Test
  void what_was_accepted_survives_its_process_and_is_applied_once() {
    String id = queued(TEA, "importance", 0.75, "source_message_id", "m-1");
    memory.close();
    memory = server(model);
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isZero();
    assertThat(
            database.rows(
                "select id, content, status, embedding_status, importance, source_message_id"
                    + " from memory_items"))
        .singleElement()
        .isEqualTo(
            Map.of(
                "id",
                id,
                "content",
                TEA,
                "status",
                "active",
                "embedding_status",
                "completed",
                "importance",
                "0.75",
                "source_message_id",
                "m-1"));
    assertThat(trail())
        .singleElement()
        .satisfies(event -> {
          assertThat(event)
              .containsEntry("operation", "create")
              .containsEntry("memory_item_id", id);
          assertThat(event).containsEntry("rule", "confidence_accept");
        });
    assertThat(memory.found("green tea")).containsExactly(TEA);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  @Test
  void a_finished_write_says_nothing_of_its_text() {
    created(TEA);
    String row = database.rows("select * from memory_writes").toString();
    assertThat(row).contains("finished").doesNotContain("tea");
    assertThat(database.rows("select request, content_hash from memory_writes"))
        .containsExactly(Map.of("request", "{}", "content_hash", ""));
  }

  @Test
  void the_first_answer_comes_again_while_it_waits_and_after() {
    ObjectNode first = memory.save(TEA, "idempotency_key", "k");
    ObjectNode again = memory.save(TEA, "idempotency_key", "k");
    assertThat(again.get("replayed").asBoolean()).isTrue();
    assertThat(again.get("write_id")).isEqualTo(first.get("write_id"));
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    ObjectNode after = memory.save(TEA, "idempotency_key", "k");
    assertThat(after).isEqualTo(again);
    assertThat(action(after)).isEqualTo("queued");
    Problem other = unsaved(CELLO, "idempotency_key", "k");
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
    assertThat(memories()).isOne();
  }

  @Test
  void racers_with_one_key_are_accepted_once() {
    List<String> ids =
        Racers.race(10, _ -> memory.save(TEA, "idempotency_key", "k").get("write_id").asText());
    assertThat(ids).containsOnly(ids.getFirst());
    assertThat(database.count("memory_writes")).isOne();
  }

  @Test
  void a_confirmed_write_is_queued_and_told_of_by_whom() {
    memory.in("conversation");
    ObjectNode asked = memory.save("The user may like jazz", "confidence", 0.6);
    String pending = asked.get("pending_id").asText();
    memory.in("another");
    JsonNode confirmed = inPerson("confirm_memory", Map.of("pending_id", pending));
    assertThat(confirmed.path("action").asText()).isEqualTo("queued");
    assertThat(memory.done("confirm_memory").get("total_count").asInt()).isZero();
    assertThat(
            inPerson("confirm_memory", Map.of("pending_id", pending)).path("replayed").asBoolean())
        .isTrue();
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    assertThat(outcome(confirmed.path("write_id").asText())).isEqualTo("created");
    assertThat(database.rows("select trust, source_conversation_id from memory_items"))
        .containsExactly(Map.of("trust", "high", "source_conversation_id", "conversation"));
    assertThat(trail().getLast())
        .containsEntry("operation", "create")
        .containsEntry("rule", "confirmed");
    assertThat(trail().getLast().get("details")).contains(pending).contains("user");
  }

  private JsonNode inPerson(String tool, Map<String, String> arguments) {
    return switch (memory
        .keepsake
        .tools()
        .call(
            memory.caller().inPerson(),
            new ToolCall(tool, WireJson.MAPPER.valueToTree(arguments)))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(problem);
    };
  }

  @Test
  void a_receipt_is_its_owners_alone() {
    String id = queued(TEA);
    String missing = refusal(memory, memory.caller(), UNKNOWN);
    memory.as("bob");
    queued(CELLO);
    TestMemory elsewhere =
        server(settings -> settings.with(new Scope("elsewhere")), model, Optional.empty());
    for (int round = 0; round < 2; round++) {
      assertThat(refusal(memory, memory.callerOf("bob"), id).replace(id, UNKNOWN))
          .isEqualTo(missing);
      assertThat(refusal(memory, memory.callerOf("nobody"), id).replace(id, UNKNOWN))
          .isEqualTo(missing);
      assertThat(refusal(elsewhere, elsewhere.callerOf("ada"), id).replace(id, UNKNOWN))
          .isEqualTo(missing);
      assertThat(receipt(memory.callerOf("ada"), id).writeId()).hasToString(id);
      memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    }
    assertThat(memory.found("green tea")).doesNotContain(TEA);
  }

  private static String refusal(TestMemory server, Caller caller, String id) {
    try {
      throw new AssertionError(
          server.keepsake.receipts().require(caller, new MemoryId(UUID.fromString(id))));
    } catch (MemoryException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void a_write_that_was_decided_at_once_has_a_receipt_too() {
    memory = server(QueuedTest::inline, model, Optional.empty());
    String berlin = memory.saved("The user lives in Berlin");
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    WriteReceipt receipt = receipt(lisbon);
    assertThat(receipt.state().wireName()).isEqualTo("finished");
    assertThat(receipt.action().wireName()).isEqualTo("created");
    assertThat(receipt.supersedes().orElseThrow()).hasToString(berlin);
    assertThat(receipt.memoryId().orElseThrow()).hasToString(lisbon);
    assertThat(receipt.acceptedAt()).isEqualTo(receipt.finishedAt().orElseThrow());
  }
}
