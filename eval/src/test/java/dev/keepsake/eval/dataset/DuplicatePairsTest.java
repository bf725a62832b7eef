package dev.keepsake.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.eval.dataset.DuplicatePair.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.JudgedPair;
import dev.keepsake.eval.score.PairScore;
import dev.keepsake.write.StatementGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DuplicatePairsTest {
  private static final int MOST_MISSES = 15;

  private final List<DuplicatePair> pairs = DuplicatePairs.shipped();

  @Test
  void the_shipped_pairs_are_many_enough_of_every_label() {
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(130);
    assertThat(pairs).filteredOn(pair -> pair.label() == Label.SAME).hasSizeGreaterThan(44);
    assertThat(pairs).filteredOn(pair -> pair.label() == Label.CONTRADICTS).hasSizeGreaterThan(49);
    assertThat(pairs).filteredOn(pair -> pair.label() == Label.DIFFERENT).hasSizeGreaterThan(34);
  }

  @Test
  void a_third_is_held_out_by_id() {
    assertThat(pairs)
        .allSatisfy(pair ->
            assertThat(pair.split() == Split.HELD_OUT)
                .as(pair.id())
                .isEqualTo(Integer.parseInt(pair.id().substring(1)) % 3 == 0));
  }

  /// Whatever the model says: nothing that differs may pass, or a threshold set too low would lose
  /// it.
  @Test
  void the_guard_alone_lets_nothing_pass_that_differs() {
    List<JudgedPair> lost =
        byGuardAlone().misses().stream().filter(miss -> miss.guardLabel() == Label.SAME).toList();
    assertThat(lost).isEmpty();
  }

  @Test
  void the_guard_alone_labels_almost_all_pairs_as_a_person_does() {
    List<String> misses =
        byGuardAlone().misses().stream()
            .map(miss ->
                "%s is %s, not %s: %s | %s"
                    .formatted(
                        miss.pair().id(),
                        miss.pair().label().wireName(),
                        miss.guardLabel().wireName(),
                        miss.pair().stored(),
                        miss.pair().proposed()))
            .toList();
    assertThat(misses).as(String.join("\n", misses)).hasSizeLessThanOrEqualTo(MOST_MISSES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          label    | {"id":"x","split":"tune","label":"equal","class":"c","stored":"a","proposed":"b"}
          split    | {"id":"x","split":"test","label":"same","class":"c","stored":"a","proposed":"b"}
          stored   | {"id":"x","split":"tune","label":"same","class":"c","stored":" ","proposed":"b"}
          proposed | {"id":"x","split":"tune","label":"same","class":"c","stored":"a"}
          proposed | {"id":"x","split":"tune","label":"same","class":"c","stored":"a","proposed":7}
          note     | {"id":"x","split":"tune","label":"same","class":"c","stored":"a","proposed":"b","note":"n"}
          id       | {"id":"p1","split":"tune","label":"same","class":"c","stored":"a","proposed":"b"}
          (line)   | [1]
          (line)   | {"id":
          (line)   | {} {}
          """)
  void a_line_that_does_not_fit_is_refused_with_its_number_and_field(String field, String line) {
    String first =
        """
        {"id":"p1","split":"tune","label":"same","class":"c","stored":"a","proposed":"b"}
        """;
    assertThatThrownBy(() -> DuplicatePairs.parse("pairs.jsonl", first + line))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith("pairs.jsonl, line 2, field " + field + ": ");
  }

  @Test
  void a_file_without_pairs_is_refused() {
    assertThatThrownBy(() -> DuplicatePairs.parse("pairs.jsonl", ""))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("empty");
  }

  private PairScore byGuardAlone() {
    return PairScore.of(pairs, new StatementGuard(), (_, _) -> 1);
  }
}
