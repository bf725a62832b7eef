package dev.keepsake.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.dataset.DuplicatePairs;
import dev.keepsake.eval.score.PairScore;
import dev.keepsake.write.WriteThresholds;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guard and the model together on the shipped pairs, as
/// `eval/decisions/0001-duplicate-threshold.md` and `0002-contradiction-floor.md` tell.
class DuplicateRunTest {
  private static final WriteThresholds THRESHOLDS = WriteThresholds.DEFAULTS;
  private static PairScore score;

  @BeforeAll
  static void judge_every_pair(@TempDir Path folder) {
    try (var model = OnnxEmbedder.start(folder, OnnxSettings.defaults())) {
      score = new DuplicateRun(model).score(DuplicatePairs.shipped());
    }
  }

  @Test
  void at_most_one_statement_in_a_hundred_is_lost_by_being_taken_for_a_duplicate() {
    for (Split split : Split.values()) {
      var figures = score.only(split).duplicates(THRESHOLDS.duplicate().value());
      assertThat(figures.falseRate()).as("%s", split).isLessThanOrEqualTo(0.01);
    }
  }

  @Test
  void half_of_the_duplicates_are_recognised_on_the_tuning_part_and_one_in_seven_held_out() {
    double threshold = THRESHOLDS.duplicate().value();
    assertThat(score.only(Split.TUNE).duplicates(threshold).recall()).isGreaterThan(0.5);
    assertThat(score.only(Split.HELD_OUT).duplicates(threshold).recall()).isGreaterThan(1 / 7.0);
  }

  @Test
  void cosine_alone_would_lose_a_third_of_the_statements() {
    var figures = score.duplicatesByCosineAlone(THRESHOLDS.duplicate().value());
    assertThat(figures.lost()).isGreaterThan(50);
  }

  @Test
  void three_in_five_contradictions_are_recognised_and_three_in_four_claims_are_right() {
    var figures = score.contradictions(THRESHOLDS.contradiction().value());
    assertThat(figures.recall()).isGreaterThan(0.6);
    assertThat(figures.precision()).isGreaterThan(0.75);
  }
}
