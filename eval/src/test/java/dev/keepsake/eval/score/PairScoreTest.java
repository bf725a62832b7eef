package dev.keepsake.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.keepsake.eval.dataset.DuplicatePair;
import dev.keepsake.eval.dataset.DuplicatePair.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.report.DuplicateReport;
import dev.keepsake.write.StatementGuard;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PairScoreTest {
  private static final List<DuplicatePair> PAIRS =
      List.of(
          pair("p1", Split.TUNE, Label.SAME, "The user has two cats", "The user has 2 cats"),
          pair(
              "p2",
              Split.TUNE,
              Label.SAME,
              "The user commutes by train",
              "Trains take the user to work"),
          pair("p3", Split.TUNE, Label.SAME, "The user likes tea", "The user enjoys tea"),
          pair(
              "p4",
              Split.HELD_OUT,
              Label.CONTRADICTS,
              "The user eats meat",
              "The user eats no meat"),
          pair("p5", Split.TUNE, Label.CONTRADICTS, "The user backs it", "The user fights it"),
          pair("p6", Split.TUNE, Label.DIFFERENT, "The user likes tea", "The user likes cake"));
  private static final List<Double> COSINES = List.of(0.97, 0.95, 0.90, 0.96, 0.93, 0.60);

  private final PairScore score =
      PairScore.of(
          PAIRS,
          new StatementGuard(),
          (stored, proposed) ->
              PAIRS.stream()
                  .filter(pair -> pair.stored().equals(stored) && pair.proposed().equals(proposed))
                  .map(pair -> COSINES.get(PAIRS.indexOf(pair)))
                  .findFirst()
                  .orElseThrow());

  @Test
  void a_duplicate_is_over_the_threshold_and_raises_no_guard() {
    DuplicateFigures figures = score.duplicates(0.92);
    assertThat(figures).isEqualTo(new DuplicateFigures(0.92, 1, 1, 3, 3));
    assertThat(figures.precision()).isEqualTo(1);
    assertThat(figures.recall()).isEqualTo(1 / 3.0, within(1e-9));
    assertThat(figures.falseRate()).isZero();
  }

  @Test
  void cosine_alone_takes_all_over_the_threshold() {
    DuplicateFigures figures = score.duplicatesByCosineAlone(0.92);
    assertThat(figures).isEqualTo(new DuplicateFigures(0.92, 4, 2, 3, 3));
    assertThat(figures.lost()).isEqualTo(2);
    assertThat(figures.falseRate()).isEqualTo(2 / 3.0, within(1e-9));
  }

  @Test
  void contradictions_are_counted_from_the_floor_on() {
    assertThat(score.contradictions(0.90)).isEqualTo(new ContradictionFigures(0.90, 2, 2, 1, 0));
    assertThat(score.contradictions(0.965)).isEqualTo(new ContradictionFigures(0.965, 2, 0, 0, 0));
  }

  @Test
  void a_split_is_scored_by_itself() {
    assertThat(score.only(Split.HELD_OUT).judged()).hasSize(1);
    assertThat(score.only(Split.HELD_OUT).contradictions(0.8).recall()).isEqualTo(1);
  }

  @Test
  void classes_are_counted_by_label() {
    assertThat(score.byClass(0.92))
        .contains(new ClassFigures(Label.SAME, "some", 3, 2, 2, 1))
        .contains(new ClassFigures(Label.DIFFERENT, "some", 1, 1, 0, 0));
  }

  @Test
  void the_report_names_every_pair_that_the_guard_labels_otherwise() {
    String report = new DuplicateReport(score, 0.92, Set.of(Split.TUNE)).markdown();
    assertThat(report)
        .contains("| p2 | tune | same | different | 0.95 |")
        .contains("| p5 | tune | contradicts | different | 0.93 |")
        .doesNotContain("| p1 |");
  }

  /// The bound for none of n is 1 - 0.05^(1/n): the "rule of three".
  @Test
  void the_share_lost_has_an_exact_upper_bound() {
    assertThat(lost(0, 300).falseRateBound())
        .isEqualTo(1 - Math.pow(0.05, 1 / 300.0), within(1e-9));
    assertThat(lost(3, 3).falseRateBound()).isEqualTo(1);
    assertThat(lost(0, 0).falseRateBound()).isEqualTo(1);
    // as many as 3 of 327 are seen with a probability of 5 % if the share is the bound
    double bound = lost(3, 327).falseRateBound();
    double seen = 0;
    double term = Math.pow(1 - bound, 327);
    for (int k = 0; k <= 3; k++) {
      seen += term;
      term *= (327.0 - k) / (k + 1) * bound / (1 - bound);
    }
    assertThat(seen).isEqualTo(0.05, within(1e-9));
  }

  @Test
  void pairs_of_a_part_that_is_not_shown_are_not_told() {
    String report = new DuplicateReport(score, 0.92, Set.of(Split.HELD_OUT)).markdown();
    assertThat(report).doesNotContain("| p2 |", "| p5 |");
  }

  private static DuplicateFigures lost(int lost, int notSame) {
    return new DuplicateFigures(0.92, lost, 0, 0, notSame);
  }

  @Test
  void a_similarity_that_is_no_cosine_is_refused() {
    assertThatThrownBy(() -> PairScore.of(PAIRS, new StatementGuard(), (_, _) -> Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p1");
  }

  private static DuplicatePair pair(
      String id, Split split, Label label, String stored, String proposed) {
    return new DuplicatePair(id, split, label, "some", stored, proposed);
  }
}
