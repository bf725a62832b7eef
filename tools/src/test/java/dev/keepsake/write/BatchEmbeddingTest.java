package dev.keepsake.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.SettableClock;
import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.write.BatchEmbedding.Answer;
import dev.keepsake.write.BatchEmbedding.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchEmbeddingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final EmbeddingSpace SPACE = new EmbeddingSpace("test", 2);

  private final SettableClock clock = new SettableClock();
  private final Instant far = clock.instant().plusSeconds(3_600);
  private final List<String> asked = new ArrayList<>();
  private Map<String, RuntimeException> failures = Map.of();

  /// Fails for the texts that the test names, and takes ten seconds for each.
  private final class Model implements Embedder {
    @Override
    public EmbeddingSpace space() {
      return SPACE;
    }

    @Override
    public EmbedderState state() {
      return new EmbedderState.Ready();
    }

    @Override
    public EmbeddedText embed(String text, Duration patience) {
      asked.add(text);
      clock.advance(Duration.ofSeconds(10));
      if (failures.containsKey(text)) {
        throw failures.get(text);
      }
      var space = text.equals("short") ? new EmbeddingSpace("test", 1) : SPACE;
      float[] values = new float[space.dimension()];
      values[0] = 1;
      return new EmbeddedText(space, List.of(Embedding.of(values)));
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private Answers ask(Instant until, String... texts) {
    return new BatchEmbedding(new Model(), PATIENCE, clock).ask(List.of(texts), until);
  }

  private static MemoryException failure(ErrorCode code) {
    return new MemoryException(code, "no");
  }

  @Test
  void a_vector_of_another_length_is_refused_with_both_numbers() {
    Answers answers = ask(far, "a", "short");
    assertThat(answers.each().getFirst()).isInstanceOf(Answer.Made.class);
    assertThat(answers.each().getLast())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .hasMessageContaining("1 dimensions")
                    .hasMessageContaining("has 2"));
    assertThat(answers.outage()).isEmpty();
  }

  @Test
  void a_text_that_breaks_the_model_is_refused_without_asking_for_another() {
    failures = Map.of("b", new IllegalStateException("broken"));
    Answers answers = ask(far, "a", "b", "c");
    assertThat(answers.each())
        .extracting(answer -> (Object) answer.getClass())
        .containsExactly(Answer.Made.class, Answer.Refused.class, Answer.Made.class);
    assertThat(asked).containsExactly("a", "b", "a", "b", "c");
  }

  @Test
  void a_full_queue_is_never_a_texts_fault() {
    failures = Map.of("a", failure(ErrorCode.OVERLOADED));
    Answers answers = ask(far, "a");
    assertThat(answers.each()).containsExactly(new Answer.NotAsked());
    assertThat(answers.outage()).isPresent();
    assertThat(asked).containsExactly("a");
  }

  @Test
  void a_single_text_is_refused_only_if_the_model_answers_another() {
    failures = Map.of("a", failure(ErrorCode.EMBEDDER_UNAVAILABLE));
    Answers answers = ask(far, "a");
    assertThat(answers.each()).singleElement().isInstanceOf(Answer.Refused.class);
    assertThat(answers.outage()).isEmpty();
    assertThat(asked).hasSize(2);
  }

  @Test
  void no_text_is_begun_that_could_outlast_the_claim() {
    failures = Map.of("b", new IllegalStateException("broken"));
    Answers answers = ask(clock.instant().plusSeconds(65), "a", "b", "c");
    assertThat(answers.each())
        .extracting(answer -> (Object) answer.getClass())
        .containsExactly(Answer.Made.class, Answer.Refused.class, Answer.NotAsked.class);
    assertThat(answers.outage()).isEmpty();
  }
}
