package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.store.MemoryKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Vectors of memories that were stored without memory.
class EmbeddingJobTest extends JobTest {
  private static final Duration RETRY = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofMinutes(3);

  private void savedWithoutVector(String... contents) {
    model.loading = true;
    for (String content : contents) {
      memory.saved(content);
    }
    model.loading = false;
  }

  private List<EmbeddingStatus> statuses() {
    return memory.keepsake.history().all(memory.caller()).stream().map(Memory::embedding).toList();
  }

  /// As a worker does that is not heard of again.
  private List<MemoryKey> claimAndDie() {
    try (var process = database.openStore(clock)) {
      return process.claim(clock.instant(), clock.instant().plus(LEASE), 50);
    }
  }

  private int embed() {
    return run(memory, JobKind.EMBEDDINGS);
  }

  private List<String> states() {
    return rows(
        "select embedding_status, embedding_attempts from memory_items order by created_at");
  }

  @Test
  void a_vector_that_follows_is_recorded_with_its_model_and_moment() {
    savedWithoutVector("The user likes tea", "The user plays the cello");
    pass(Duration.ofSeconds(1));
    assertThat(statuses()).containsOnly(EmbeddingStatus.PENDING);
    assertThat(embed()).isEqualTo(2);
    assertThat(embed()).isZero();
    assertThat(statuses()).containsOnly(EmbeddingStatus.COMPLETED);
    assertThat(
            rows(
                "select distinct embedding_model, embedding_next_attempt_at, case when"
                    + " embedding_updated_at > created_at then 1 else 0 end as later from"
                    + " memory_items"))
        .containsExactly(model.space().model() + " null 1");
    assertThat(model.batches).hasSize(1);
    assertThat(database.count("memory_embeddings")).isEqualTo(2);
  }

  @Test
  void a_text_that_fails_three_times_has_failed_and_is_swept_for_a_day() {
    savedWithoutVector("The unspeakable name");
    for (int failed = 1; failed <= 7; failed++) {
      assertThat(embed()).isZero();
      assertThat(states()).containsExactly((failed < 3 ? "pending " : "failed ") + failed);
      Duration pause = failed < 3 ? RETRY : Duration.ofHours(6);
      pass(pause.minusMillis(1));
      assertThat(embed()).isZero();
      assertThat(states())
          .as("too early")
          .containsExactly((failed < 3 ? "pending " : "failed ") + failed);
      pass(Duration.ofMillis(1));
    }
    pass(Duration.ofDays(300));
    assertThat(embed()).isZero();
    assertThat(states()).as("never again by itself").containsExactly("failed 7");
    assertThat(statuses()).containsExactly(EmbeddingStatus.FAILED);
    assertThat(memory.found("unspeakable")).hasSize(1);
  }

  @Test
  void other_processes_learn_that_a_vector_has_failed() {
    savedWithoutVector("The unspeakable name");
    assertThat(other.done("query_memory", "query", "name").at("/memories/0/pending").asBoolean())
        .isTrue();
    for (int i = 0; i < 3; i++) {
      embed();
      pass(RETRY);
    }
    assertThat(other.done("query_memory", "query", "name").at("/memories/0/pending").asBoolean())
        .isFalse();
  }

  @Test
  void one_text_that_fails_does_not_fail_its_neighbours() {
    savedWithoutVector("The user likes tea", "The unspeakable name", "The user has two cats");
    assertThat(embed()).isEqualTo(2);
    assertThat(states()).containsExactly("completed 0", "pending 1", "completed 0");
  }

  @Test
  void a_vector_of_another_length_fails_its_memory_alone() {
    savedWithoutVector("The user likes tea", "The user lives elsewhere");
    assertThat(embed()).isOne();
    assertThat(states()).containsExactly("completed 0", "pending 1");
    assertThat(database.count("memory_embeddings")).isOne();
  }

  @Test
  void a_model_that_is_not_to_be_had_costs_no_memory_an_attempt() {
    savedWithoutVector(
        IntStream.range(0, 60)
            .mapToObj(i -> "The locker number " + i + " is taken")
            .toArray(String[]::new));
    model.down = true;
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(this::embed)
          .isInstanceOfSatisfying(
              MemoryException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.EMBEDDER_UNAVAILABLE));
      pass(RETRY);
    }
    assertThat(states()).containsOnly("pending 0");
    model.down = false;
    assertThat(embed() + embed()).isEqualTo(60);
  }

  @Test
  void a_single_text_is_not_blamed_for_an_outage_either_and_what_had_failed_stays_failed() {
    savedWithoutVector("The unspeakable name");
    for (int i = 0; i < 3; i++) {
      embed();
      pass(RETRY);
    }
    pass(Duration.ofHours(6));
    model.down = true;
    assertThatThrownBy(this::embed).isInstanceOf(MemoryException.class);
    assertThat(states()).containsExactly("failed 3");
  }

  @Test
  void a_model_that_is_loading_leaves_everything_as_it_is() {
    savedWithoutVector("The user likes tea");
    model.loading = true;
    assertThat(embed()).isZero();
    assertThat(states()).containsExactly("pending 0");
    assertThat(model.batches).isEmpty();
  }

  @Test
  void what_a_process_held_that_died_is_taken_up_when_its_lease_is_over() {
    savedWithoutVector("The user likes tea", "The user has two cats");
    assertThat(claimAndDie()).hasSize(2);
    assertThat(states()).containsOnly("processing 0");
    assertThat(run(other, JobKind.EMBEDDINGS)).isZero();
    pass(LEASE.minusMillis(1));
    assertThat(run(other, JobKind.EMBEDDINGS)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(run(other, JobKind.EMBEDDINGS)).isEqualTo(2);
    assertThat(states()).containsOnly("completed 0");
  }

  @Test
  void who_was_so_slow_that_another_took_over_changes_nothing() {
    savedWithoutVector("The user likes tea", "The user has two cats");
    model.interlude(() -> {
      pass(LEASE);
      assertThat(run(other, JobKind.EMBEDDINGS)).isEqualTo(2);
    });
    assertThat(embed()).isZero();
    assertThat(states()).containsOnly("completed 0");
    assertThat(database.count("memory_embeddings")).isEqualTo(2);
  }

  @Test
  void who_fails_after_another_took_over_fails_nothing() {
    savedWithoutVector("The user likes tea", "The unspeakable name");
    model.interlude(() -> {
      pass(LEASE);
      run(other, JobKind.EMBEDDINGS);
      pass(LEASE);
      claimAndDie();
    });
    assertThat(embed()).isZero();
    assertThat(states()).containsExactly("completed 0", "processing 1");
  }

  @Test
  void of_two_workers_that_race_each_asks_for_what_the_other_does_not() {
    savedWithoutVector(
        IntStream.range(0, 80)
            .mapToObj(i -> "The locker number " + i + " is taken")
            .toArray(String[]::new));
    assertThat(race(JobKind.EMBEDDINGS)).isEqualTo(80);
    assertThat(model.batches.stream().flatMap(Collection::stream).toList())
        .hasSize(80)
        .doesNotHaveDuplicates();
    assertThat(database.count("memory_embeddings")).isEqualTo(80);
    expectWholeAudit();
  }

  @Test
  void those_that_were_never_tried_come_before_those_that_have_failed() {
    savedWithoutVector(
        IntStream.range(0, 50)
            .mapToObj(i -> "The unspeakable name number " + i)
            .toArray(String[]::new));
    embed();
    pass(RETRY);
    savedWithoutVector("The user likes tea");
    assertThat(embed()).isOne();
    assertThat(model.batches.getLast()).hasSize(50).contains("The user likes tea");
  }

  @Test
  void a_vector_of_an_earlier_text_is_not_kept() {
    savedWithoutVector("The user likes tea", "The user has two cats");
    model.interlude(() ->
        database.run(
            "update memory_items set content = 'The user likes coffee',"
                + " embedding_status = 'pending', embedding_next_attempt_at = null"
                + " where content = 'The user likes tea'"));
    assertThat(embed()).isOne();
    assertThat(states()).containsExactly("pending 0", "completed 0");
    assertThat(embed()).isOne();
  }

  @Test
  void a_memory_deleted_while_the_model_was_asked_gets_no_vector() {
    savedWithoutVector("The user likes tea", "The user has two cats");
    model.interlude(
        () -> delete(rows("select id from memory_items order by created_at").getFirst()));
    assertThat(embed()).isOne();
    assertThat(database.count("memory_embeddings")).isOne();
  }

  @Test
  void a_process_that_ends_gives_back_what_it_had_claimed() {
    savedWithoutVector("The user likes tea", "The user has two cats");
    model.interlude(() -> {
      model.down = true;
      Thread.currentThread().interrupt();
    });
    assertThatThrownBy(this::embed).isInstanceOf(MemoryException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(states()).containsOnly("pending 0");
  }

  @Test
  void a_call_that_leaves_a_vector_open_rings_once_it_is_committed() {
    var rung = new ArrayList<List<String>>();
    memory.keepsake.jobs().whenOpen(JobKind.EMBEDDINGS, () -> rung.add(states()));
    memory.saved("The user plays the cello");
    savedWithoutVector("The user likes tea");
    assertThat(rung).containsExactly(List.of("completed 0", "pending 0"));
  }
}
