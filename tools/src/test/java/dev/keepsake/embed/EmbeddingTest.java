package dev.keepsake.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingTest {

  @Test
  void a_vector_is_brought_to_length_one() {
    assertThat(Embedding.of(new float[] {3, 4}).toArray()).containsExactly(0.6f, 0.8f);
  }

  @Test
  void a_vector_is_its_own_copy() {
    float[] values = {1, 0};
    Embedding embedding = Embedding.of(values);
    values[0] = 7;
    embedding.toArray()[1] = 7;
    assertThat(embedding.toArray()).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void what_has_no_direction_is_refused(float value) {
    assertThatIllegalArgumentException().isThrownBy(() -> Embedding.of(new float[] {value, 0}));
  }

  @Test
  void nothing_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Embedding.of(new float[0]));
  }

  @Test
  void a_stored_vector_equals_the_one_that_was_written() {
    Embedding written = Embedding.of(new float[] {0.1f, -0.7f, 0.3f});
    Embedding read = Embedding.ofStored(written.toArray());
    assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
  }

  @Test
  void a_stored_vector_of_another_length_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embedding.ofStored(new float[] {3, 4}))
        .withMessageContaining("5.0");
  }

  @Test
  void cosine_is_one_for_the_same_direction_and_minus_one_for_the_opposite() {
    Embedding right = Embedding.of(new float[] {2, 0});
    assertThat(right.cosine(Embedding.of(new float[] {5, 0}))).isEqualTo(1);
    assertThat(right.cosine(Embedding.of(new float[] {-5, 0}))).isEqualTo(-1);
    assertThat(right.cosine(Embedding.of(new float[] {1, 1})))
        .isCloseTo(Math.sqrt(0.5), within(1e-7));
  }

  @Test
  void vectors_of_different_length_are_not_compared() {
    Embedding two = Embedding.of(new float[] {1, 0});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.cosine(Embedding.of(new float[] {1, 0, 0})))
        .withMessageContaining("2")
        .withMessageContaining("3");
  }

  @Test
  void a_text_in_chunks_is_not_whole() {
    EmbeddingSpace space = new EmbeddingSpace("test-1", 2);
    Embedding chunk = Embedding.of(new float[] {1, 0});
    assertThat(new EmbeddedText(space, List.of(chunk)).whole()).isTrue();
    assertThat(new EmbeddedText(space, List.of(chunk, chunk)).whole()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EmbeddedText(space, List.of(chunk, chunk), true));
    assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddedText(space, List.of()));
  }

  @Test
  void a_chunk_of_another_space_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new EmbeddedText(
                new EmbeddingSpace("test-1", 3), List.of(Embedding.of(new float[] {1, 0}))));
  }
}
