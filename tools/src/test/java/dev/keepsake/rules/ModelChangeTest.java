package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.MissingEmbedder;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.reembed.ReembedOptions;
import dev.keepsake.reembed.ReembedSummary;
import dev.keepsake.reembed.ReembedWatch;
import dev.keepsake.store.StoredSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The model is changed while searches are answered by vector throughout: a word of a query finds
/// its memory with a score that words alone would not give.
class ModelChangeTest extends RuleTest {
  private static final EmbeddingSpace NEW = new EmbeddingSpace("new", 64);
  private static final ReembedOptions PLAIN = new ReembedOptions(false, false);
  private static final ReembedWatch UNWATCHED =
      new ReembedWatch() {
        @Override
        public void begins(long memories) {}

        @Override
        public void reached(long embedded) {}
      };

  private final BusyEmbedder next = new BusyEmbedder(NEW);

  /// A process whose settings name the new model.
  private TestMemory openWithNew() {
    return openWith(next, TestMemory.model());
  }

  private TestMemory openWith(Embedder configured, Embedder... others) {
    var parts =
        new KeepsakeParts(
            configured,
            stored -> embedder(stored, others),
            TestMemory.IDS,
            clock,
            Optional.empty());
    return database.open(settings -> settings.with(RateLimits.OFF), parts, clock);
  }

  private static Embedder embedder(StoredSpace stored, Embedder... others) {
    return List.of(others).stream()
        .filter(one -> one.space().equals(stored.space()))
        .findFirst()
        .orElseGet(() -> new MissingEmbedder(stored.space(), "It is not here."));
  }

  private static void fill(TestMemory process) {
    for (int steps = 0; process.keepsake.jobs().run(JobKind.NEW_MODEL) > 0; steps++) {
      assertThat(steps).isLessThan(1_000);
    }
  }

  private String active() {
    return database
        .rows("select model from embedding_spaces where state = 'active'")
        .getFirst()
        .get("model");
  }

  private long vectors(EmbeddingSpace space) {
    return database.number(
        "select count(*) from memory_embeddings e join embedding_spaces s on s.id = e.space where"
            + " s.model = '"
            + space.model()
            + "'");
  }

  /// By its vector: the memory's words are all there, so that the cosine is 1 and no word is left
  /// to chance, and the answer has no notice that it was by words.
  private static void assertFoundByVector(TestMemory process, String text) {
    ObjectNode answer = process.done("query_memory", "query", text, "limit", 1);
    assertThat(answer.get("notices")).isEmpty();
    assertThat(TestMemory.contents(answer)).containsExactly(text);
    assertThat(answer.at("/memories/0/pending").asBoolean()).isFalse();
  }

  @Test
  void searches_are_answered_by_vector_before_during_and_after() {
    memory.saved("The user likes tea");
    memory.as("grace");
    memory.saved("The user has two cats");
    try (TestMemory changed = openWithNew()) {
      assertFoundByVector(changed, "The user likes tea");
      assertThat(changed.keepsake.jobs().run(JobKind.NEW_MODEL)).isOne();
      assertFoundByVector(changed, "The user likes tea");
      assertThat(active()).isNotEqualTo("new");
      assertThat(next.asked).as("not asked by searches yet").hasSize(1);

      fill(changed);

      assertThat(active()).isEqualTo("new");
      assertThat(vectors(NEW)).isEqualTo(2);
      next.asked.clear();
      assertFoundByVector(changed, "The user likes tea");
      assertThat(next.asked).as("the query").containsExactly("The user likes tea");
      changed.as("grace");
      assertFoundByVector(changed, "The user has two cats");
    }
  }

  @Test
  void another_process_notices_the_switch_and_asks_the_new_model() {
    memory.close();
    try (TestMemory old = openWith(TestMemory.model(), next);
        TestMemory changed = openWithNew()) {
      memory = openAnother(); // a third, that has no such model
      old.saved("The user likes tea");
      assertFoundByVector(old, "The user likes tea");
      fill(changed);
      next.asked.clear();
      assertFoundByVector(old, "The user likes tea");
      assertThat(next.asked).isNotEmpty();
      String id = old.saved("The user plays the cello");
      assertThat(
              database.rows(
                  "select embedding_model as model from memory_items where id = '" + id + "'"))
          .containsExactly(java.util.Map.of("model", "new"));
      assertThat(old.keepsake.jobs().run(JobKind.NEW_MODEL)).as("it does not switch back").isZero();
      assertThat(active()).isEqualTo("new");
      ObjectNode answer = memory.done("query_memory", "query", "cello");
      assertThat(TestMemory.contents(answer)).as("by words").contains("The user plays the cello");
      assertThat(answer.get("notices").toString()).contains("by words alone");
    }
  }

  @Test
  void what_is_written_while_it_is_filled_is_found_at_once_and_filled_too() {
    memory.saved("The user likes tea");
    try (TestMemory changed = openWithNew()) {
      assertThat(changed.keepsake.jobs().run(JobKind.NEW_MODEL)).isOne();
      changed.saved("The user plays the cello");
      memory.saved("The user lives in Porto");
      assertFoundByVector(changed, "The user plays the cello");
      assertThat(next.asked).containsExactly("The user likes tea");
      fill(changed);
      assertThat(active()).isEqualTo("new");
      assertThat(vectors(NEW)).isEqualTo(3);
      assertFoundByVector(changed, "The user lives in Porto");
    }
  }

  @Test
  void duplicates_are_seen_with_either_model() {
    memory.saved("The user has two cats");
    try (TestMemory changed = openWithNew()) {
      assertThat(changed.save("The user has 2 cats").get("rule").asText())
          .isEqualTo("semantic_duplicate");
      fill(changed);
      assertThat(action(changed.save("the user has two cats"))).isEqualTo("duplicate_skipped");
    }
  }

  @Test
  void what_was_filled_before_an_interruption_is_not_asked_again() {
    for (int i = 0; i < 120; i++) {
      memory.saved("The locker number " + i + " is taken");
    }
    try (TestMemory changed = openWithNew()) {
      assertThat(changed.keepsake.jobs().run(JobKind.NEW_MODEL)).isEqualTo(50);
    }
    try (TestMemory again = openWithNew()) {
      fill(again);
    }
    assertThat(active()).isEqualTo("new");
    assertThat(next.asked).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void a_model_that_is_down_changes_nothing_and_is_asked_again_later() {
    memory.saved("The user likes tea");
    try (TestMemory changed = openWithNew()) {
      next.answers(0);
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> changed.keepsake.jobs().run(JobKind.NEW_MODEL))
          .withMessage("The model is down.");
      assertFoundByVector(changed, "The user likes tea");
      next.answers(1_000);
      fill(changed);
      assertThat(active()).isEqualTo("new");
    }
  }

  @Test
  void a_memory_that_the_new_model_refuses_keeps_the_old_one_in_use() {
    memory.saved("The user likes tea");
    String refused = memory.saved("The user speaks Volapük");
    next.refuse("Volapük");
    try (TestMemory changed = openWithNew()) {
      fill(changed);
      fill(changed);
      assertThat(active()).isNotEqualTo("new");
      assertThat(vectors(NEW)).isOne();
      assertFoundByVector(changed, "The user speaks Volapük");

      ReembedSummary kept = changed.keepsake.reembed().run(PLAIN, UNWATCHED);
      assertThat(kept.switched()).isFalse();
      assertThat(kept.failed())
          .singleElement()
          .matches(failed -> failed.id().toString().equals(refused))
          .matches(failed -> failed.reason().equals("The model can't read this."));

      ReembedSummary forced =
          changed.keepsake.reembed().run(new ReembedOptions(true, false), UNWATCHED);
      assertThat(forced.switched()).isTrue();
      assertThat(active()).isEqualTo("new");
      ObjectNode answer = changed.done("query_memory", "query", "who speaks something");
      assertThat(TestMemory.contents(answer)).contains("The user speaks Volapük");
      assertThat(database.rows("select id from memory_items where embedding_status = 'pending'"))
          .containsExactly(java.util.Map.of("id", refused));

      next.refuse("");
      assertThat(changed.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
      assertFoundByVector(changed, "The user speaks Volapük");
    }
  }

  @Test
  void in_the_foreground_all_of_it_is_done_at_once_and_told() {
    for (int i = 0; i < 60; i++) {
      memory.saved("The locker number " + i + " is taken");
    }
    memory.as("grace");
    memory.saved("The user has two cats");
    var told = new ArrayList<Long>();
    var watch =
        new ReembedWatch() {
          @Override
          public void begins(long memories) {
            told.add(memories);
          }

          @Override
          public void reached(long embedded) {
            told.add(embedded);
          }
        };
    try (TestMemory changed = openWithNew()) {
      ReembedSummary done = changed.keepsake.reembed().run(PLAIN, watch);

      assertThat(done.switched()).isTrue();
      assertThat(done.searched()).isEqualTo(NEW);
      assertThat(done.memories()).isEqualTo(61);
      assertThat(done.embedded()).isEqualTo(61);
      assertThat(told.getFirst()).isEqualTo(61);
      assertThat(told.getLast()).isEqualTo(61);

      ReembedSummary nothing = changed.keepsake.reembed().run(PLAIN, UNWATCHED);
      assertThat(nothing.switched()).isFalse();
      assertThat(nothing.embedded()).isZero();
    }
  }

  @Test
  void the_vectors_of_the_old_model_stay_until_they_are_dropped() {
    memory.saved("The user likes tea");
    EmbeddingSpace old = TestMemory.model().space();
    try (TestMemory changed = openWithNew()) {
      changed.keepsake.reembed().run(PLAIN, UNWATCHED);
      assertThat(vectors(old)).isOne();
      assertThat(
              changed.keepsake.reembed().run(new ReembedOptions(false, true), UNWATCHED).dropped())
          .isOne();
      assertThat(vectors(old)).isZero();
      assertFoundByVector(changed, "The user likes tea");
    }
  }

  @Test
  void a_model_that_was_in_use_before_is_filled_up_and_used_again() {
    memory.saved("The user likes tea");
    try (TestMemory changed = openWithNew()) {
      fill(changed);
      changed.saved("The user plays the cello");
    }
    try (TestMemory back = openWith(TestMemory.model(), next)) {
      assertFoundByVector(back, "The user plays the cello");
      fill(back);
      assertThat(active()).isEqualTo(TestMemory.model().space().model());
      assertFoundByVector(back, "The user plays the cello");
      assertFoundByVector(back, "The user likes tea");
    }
  }

  @Test
  void a_switch_between_a_querys_vector_and_its_search_has_the_vector_made_anew() {
    memory.close();
    var old = new BusyEmbedder(new EmbeddingSpace("old", 32));
    try (TestMemory one = openWith(TestMemory.model(), old, next)) {
      one.saved("The user likes tea");
    }
    memory = openWith(old, TestMemory.model(), next);
    fill(memory);
    try (TestMemory changed = openWith(next, old, TestMemory.model())) {
      old.before(() -> fill(changed));
      assertFoundByVector(memory, "The user likes tea");
      assertThat(active()).isEqualTo("new");
      assertThat(old.asked).contains("The user likes tea");
    }
  }

  @Test
  void a_switch_between_a_writes_vector_and_its_transaction_has_the_vector_made_anew() {
    memory.close();
    var old = new BusyEmbedder(new EmbeddingSpace("old", 32));
    try (TestMemory one = openWith(TestMemory.model(), old, next)) {
      one.saved("The user likes tea");
    }
    memory = openWith(old, TestMemory.model(), next);
    fill(memory);
    try (TestMemory changed = openWith(next, old, TestMemory.model())) {
      old.before(() -> fill(changed));
      memory.saved("The user plays the cello");
      assertThat(vectors(NEW)).isEqualTo(2);
      assertThat(vectors(old.space())).isOne();
      assertFoundByVector(memory, "The user plays the cello");
      assertFoundByVector(changed, "The user plays the cello");
    }
  }

  /// Writers and searchers of several processes, and the switch between them: nothing is without
  /// its vector, and no answer is by words.
  @Test
  void nothing_is_lost_where_many_write_and_search_during_the_switch() {
    memory.close();
    memory = openWith(TestMemory.model(), next);
    for (int i = 0; i < 30; i++) {
      memory.saved("The locker number " + i + " is taken");
    }
    try (TestMemory changed = openWithNew()) {
      var switched = new AtomicBoolean();
      Racers.race(
          8,
          racer -> {
            if (racer == 0) {
              while (!active().equals("new")) {
                changed.keepsake.jobs().run(JobKind.NEW_MODEL);
              }
              switched.set(true);
              return racer;
            }
            TestMemory process = racer % 2 == 0 ? memory : changed;
            for (int i = 0; i < 15 || (!switched.get() && i < 500); i++) {
              if (racer < 4) {
                process.saved("Shelf %d of room %d is free".formatted(i, racer));
              } else {
                assertFoundByVector(process, "The locker number " + (i % 30) + " is taken");
              }
            }
            return racer;
          });
      assertThat(active()).isEqualTo("new");
      // those that were written in the moment of the switch: a batch, and who came in between
      while (changed.keepsake.jobs().run(JobKind.EMBEDDINGS) > 0) {}
      assertThat(vectors(NEW)).isEqualTo(memories());
      assertThat(changed.keepsake.history().check(changed.caller()).whole()).isTrue();
    }
  }

  @Test
  void a_memory_that_is_restored_after_the_switch_gets_its_vector() {
    String tea = memory.saved("The user likes tea");
    memory.saved("The user has two cats");
    delete(tea);
    try (TestMemory changed = openWithNew()) {
      fill(changed);
      assertThat(active()).isEqualTo("new");
      assertThat(vectors(NEW)).isOne();
      changed
          .keepsake
          .restore()
          .run(changed.caller(), new dev.keepsake.memory.MemoryId(java.util.UUID.fromString(tea)));
      assertThat(changed.found("tea")).contains("The user likes tea");
      assertThat(changed.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
      assertFoundByVector(changed, "The user likes tea");
    }
  }

  @Test
  void what_was_believed_then_is_searched_with_the_new_model_too() {
    String berlin = memory.saved("The user lives in Berlin");
    var then = clock.instant();
    pass(java.time.Duration.ofDays(1));
    memory.saved("The user lives in Porto", "supersedes", berlin);
    try (TestMemory changed = openWithNew()) {
      fill(changed);
      assertThat(vectors(NEW)).isEqualTo(2);
      ObjectNode answer =
          changed.done(
              "query_memory",
              "query",
              "The user lives in Berlin",
              "as_of",
              then.plusSeconds(1).toString());
      assertThat(TestMemory.contents(answer)).containsExactly("The user lives in Berlin");
      assertThat(answer.get("notices")).isEmpty();
    }
  }

  @Test
  void a_memory_whose_vector_was_late_when_the_model_changed_is_completed_once() {
    var held = new HeldEmbedder();
    reopen(settings -> settings, held);
    held.late(true);
    memory.saved("The user likes tea");
    try (TestMemory changed = openWithNew()) {
      fill(changed);
      assertThat(active()).isEqualTo("new");
      assertThat(changed.keepsake.jobs().run(JobKind.EMBEDDINGS)).isOne();
      assertThat(vectors(NEW)).isOne();
      assertFoundByVector(changed, "The user likes tea");
    }
  }

  @Test
  void an_export_names_the_model_that_is_searched_with() {
    IntStream.range(0, 3).forEach(i -> memory.saved("The locker number " + i + " is taken"));
    try (TestMemory changed = openWithNew()) {
      fill(changed);
      assertThat(Transfers.export(changed, Transfers.ALL).lines().getFirst()).contains("\"new\"");
    }
  }
}
