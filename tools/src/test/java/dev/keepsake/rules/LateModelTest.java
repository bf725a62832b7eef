package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens while the model does not answer.
class LateModelTest extends RuleTest {
  private final HeldEmbedder model = new HeldEmbedder();

  @BeforeEach
  void holdTheModel() {
    reopen(settings -> settings, model);
    model.late(true);
  }

  @Test
  void a_save_is_created_after_the_exact_check_alone_and_its_vector_follows() {
    ObjectNode answer = memory.save("The user's domicile is Berlin");
    assertThat(action(answer)).isEqualTo("created");
    assertThat(answer.get("embedding_status").asText()).isEqualTo("pending");
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isZero();
    assertThat(status()).containsExactly("pending");
    model.late(false);
    long events = events();
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isZero();
    assertThat(status()).containsExactly("completed");
    assertThat(events()).isEqualTo(events);
    ObjectNode found = memory.done("query_memory", "query", "which town is home?");
    assertThat(found.get("notices")).isEmpty();
    assertThat(found.get("memories").get(0).get("pending").asBoolean()).isFalse();
    assertThat(found.get("memories").get(0).get("score").asDouble()).isPositive();
  }

  private List<String> status() {
    return database.rows("select embedding_status from memory_items order by created_at").stream()
        .map(row -> row.get("embedding_status"))
        .toList();
  }

  @Test
  void the_exact_check_needs_no_model() {
    memory.saved("The user likes tea");
    assertThat(action(memory.save("THE USER LIKES TEA"))).isEqualTo("duplicate_skipped");
  }

  @Test
  void what_was_answered_created_is_never_withdrawn() {
    model.late(false);
    memory.saved("The user has two cats");
    model.late(true);
    String second = memory.saved("The user has 2 cats");
    model.late(false);
    memory.keepsake.jobs().run(JobKind.EMBEDDINGS);
    assertThat(memory.found("cats")).hasSize(2);
    assertThat(database.rows("select status from memory_items where id = '" + second + "'"))
        .first()
        .hasToString("{status=active}");
  }

  @Test
  void a_search_goes_by_words_and_says_so() {
    memory.saved("The user likes green tea");
    memory.saved("The production server runs Debian");
    ObjectNode answer = memory.done("query_memory", "query", "tea");
    assertThat(answer.get("notices").get(0).asText()).contains("words alone");
    assertThat(answer.get("memories").get(0).get("content").asText()).contains("tea");
    assertThat(answer.get("memories").get(0).get("pending").asBoolean()).isTrue();
    assertThat(memory.done("query_memory").get("notices")).isEmpty();
  }

  @Test
  void no_search_is_silently_empty() {
    memory.saved("The user likes green tea");
    ObjectNode answer = memory.done("query_memory", "query", "zzz");
    assertThat(answer.get("notices")).isNotEmpty();
    assertThat(answer.get("memories")).hasSize(1);
    assertThat(answer.get("memories").get(0).get("score").asDouble()).isZero();
  }

  @Test
  void a_memory_deleted_before_its_turn_gets_no_vector() {
    delete(memory.saved("The user likes tea"));
    model.late(false);
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isZero();
    assertThat(database.count("memory_embeddings")).isZero();
  }

  @Test
  void a_model_with_too_many_waiting_is_the_callers_to_know() {
    model.late(false);
    model.overloaded(true);
    var problem =
        memory.refused("save_memory", "content", "The user likes tea", "memory_type", "fact");
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo("overloaded");
    assertThat(problem.action()).contains("failed");
    assertThat(memories() + events()).isZero();
    assertThat(memory.done("query_memory", "query", "tea").get("notices")).isNotEmpty();
    model.overloaded(false);
    assertThat(action(memory.save("The user likes tea"))).isEqualTo("created");
  }

  @Test
  void a_model_with_too_many_waiting_is_asked_again_a_minute_later() {
    memory.saved("The user likes tea");
    model.late(false);
    model.overloaded(true);
    assertThatThrownBy(() -> memory.keepsake.jobs().run(JobKind.EMBEDDINGS))
        .isInstanceOf(MemoryException.class);
    model.overloaded(false);
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isZero();
    pass(Duration.ofSeconds(60));
    assertThat(memory.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
  }

  @Test
  void two_processes_that_follow_up_make_each_vector_once() {
    for (int i = 0; i < 20; i++) {
      memory.saved("Fact number " + i + " is this");
    }
    model.late(false);
    try (var other = openAnother()) {
      List<Integer> made =
          Racers.race(2, i -> (i == 0 ? memory : other).keepsake.jobs().run(JobKind.EMBEDDINGS));
      assertThat(made.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
    }
    assertThat(database.count("memory_embeddings")).isEqualTo(20);
  }
}
