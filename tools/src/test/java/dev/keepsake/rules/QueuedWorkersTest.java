package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.write.WriteReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Workers decide what was accepted: once, whoever dies, and with or without the model.
class QueuedWorkersTest extends QueuedTest {
  /// Some batches.
  private static final int MANY = 160;

  @Test
  void workers_that_race_decide_each_write_once() {
    for (int i = 0; i < MANY; i++) {
      queued(
          "Entry " + i + " of the log is about " + UUID.nameUUIDFromBytes(new byte[] {(byte) i}));
    }
    var servers = List.of(memory, server(model), server(model), server(model));
    List<Integer> decided = Racers.race(4, i -> drain(servers.get(i)));
    assertThat(decided.stream().mapToInt(Integer::intValue).sum()).isEqualTo(MANY);
    assertThat(decided.stream().filter(one -> one > 0).count())
        .as("who had a batch")
        .isGreaterThan(1);
    assertThat(trail()).hasSize(MANY);
    assertThat(database.number("select count(*) from memory_writes where state = 'finished'"))
        .isEqualTo(MANY);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
  }

  @Test
  void a_worker_that_is_overtaken_after_its_lease_writes_nothing() throws Exception {
    var gate = new GatedEmbedder();
    TestMemory slow = server(gate);
    String id = queued(TEA);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> late = threads.submit(() -> slow.keepsake.jobs().run(JobKind.QUEUED_WRITES));
      gate.awaitCaller();
      assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).as("it is leased").isZero();
      clock.advance(Duration.ofSeconds(181));
      assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
      gate.open();
      assertThat(late.get()).isZero();
    }
    assertThat(outcome(id)).isEqualTo("created");
    assertThat(memories()).isOne();
    assertThat(trail()).hasSize(1);
  }

  @Test
  void what_a_dead_worker_had_taken_comes_back_when_its_lease_is_over() {
    String id = queued(TEA);
    TestMemory dying = server(new BrokenEmbedder());
    assertThatThrownBy(() -> dying.keepsake.jobs().run(JobKind.QUEUED_WRITES))
        .isInstanceOf(AssertionError.class);
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isZero();
    clock.advance(Duration.ofMinutes(3));
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    assertThat(receipt(id).attempts()).isZero();
    assertThat(outcome(id)).isEqualTo("created");
  }

  @Test
  void a_text_that_the_model_refuses_is_tried_three_times_a_minute_apart() {
    String id = queued(TEA);
    model.refuse("green");
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isZero();
      assertThat(receipt(id).attempts()).isEqualTo(attempt);
      assertThat(receipt(id).nextAttemptAt()).contains(clock.instant().plusSeconds(60));
      clock.advance(Duration.ofSeconds(59));
      assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isZero();
      assertThat(receipt(id).attempts()).isEqualTo(attempt);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    WriteReceipt receipt = receipt(id);
    assertThat(receipt.action().wireName()).isEqualTo("created");
    assertThat(receipt.attempts()).isEqualTo(3);
    assertThat(receipt.embeddingStatus().orElseThrow().wireName()).isEqualTo("failed");
    assertThat(database.rows("select embedding_status from memory_items"))
        .containsExactly(Map.of("embedding_status", "failed"));
    assertThat(memory.found("a cup of tea")).containsExactly(TEA);
    model.refuse("");
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isZero();
    clock.advance(Duration.ofHours(6));
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).as("it is swept").isOne();
    assertThat(database.rows("select embedding_status from memory_items"))
        .containsExactly(Map.of("embedding_status", "completed"));
  }

  @Test
  void after_an_outage_the_vector_follows_as_soon_as_the_model_answers() {
    String id = queued(TEA);
    model.late(true);
    for (int attempt = 1; attempt <= 3; attempt++) {
      memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
      clock.advance(Duration.ofSeconds(60));
    }
    assertThat(outcome(id)).isEqualTo("created");
    assertThat(receipt(id).embeddingStatus().orElseThrow().wireName()).isEqualTo("pending");
    model.late(false);
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
  }

  /// A lease that was over before single texts could be tried had the same batch fail for ever.
  @Test
  void a_batch_that_takes_too_long_is_done_text_by_text() {
    queued(TEA);
    queued(CELLO);
    model.beforeBatches(() -> {
      clock.advance(Duration.ofSeconds(30));
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "It took too long.");
    });
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isEqualTo(2);
    assertThat(newest()).containsExactlyInAnyOrder(TEA, CELLO);
  }

  @Test
  void what_waits_can_be_corrected_before_it_is_decided() {
    String first = queued(TEA);
    String second = queued("The user likes black tea", "supersedes", first);
    assertThat(drain(memory)).isEqualTo(2);
    assertThat(outcome(second)).isEqualTo("created");
    assertThat(newest()).containsExactly("The user likes black tea");
  }

  @Test
  void a_correction_waits_for_what_it_corrects() {
    String first = queued(TEA);
    String second = queued("The user likes black coffee", "supersedes", first);
    model.refuse("green");
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    assertThat(outcome(second)).isEqualTo("queued");
    model.refuse("");
    clock.advance(Duration.ofSeconds(60));
    assertThat(drain(memory)).isEqualTo(2);
    assertThat(newest()).containsExactly("The user likes black coffee");
  }

  @Test
  void the_exact_check_is_made_without_a_vector_too() {
    queued(TEA);
    String second = queued("The user likes green tea!");
    model.late(true);
    for (int attempt = 1; attempt <= 3; attempt++) {
      memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
      clock.advance(Duration.ofSeconds(60));
    }
    assertThat(outcome(second)).isEqualTo("duplicate_skipped");
    assertThat(memories()).isOne();
  }

  @Test
  void a_model_that_comes_back_in_time_loses_nothing() {
    String id = queued(TEA);
    model.late(true);
    memory.keepsake.jobs().run(JobKind.QUEUED_WRITES);
    model.late(false);
    clock.advance(Duration.ofSeconds(60));
    assertThat(memory.keepsake.jobs().run(JobKind.QUEUED_WRITES)).isOne();
    assertThat(receipt(id).embeddingStatus().orElseThrow().wireName()).isEqualTo("completed");
    assertThat(receipt(id).attempts()).isOne();
  }
}
