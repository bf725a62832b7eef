package dev.keepsake.eval.score;

import static dev.keepsake.eval.score.Cases.failed;
import static dev.keepsake.eval.score.Cases.save;
import static dev.keepsake.eval.score.Cases.seen;
import static dev.keepsake.eval.score.Cases.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.score.Gate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class WriteScoreTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  /// Case a: 2 of 2 found and one too much; b: 0 of 2 found; c: nothing expected, nothing written.
  private static final String A =
      """
      "tags": ["facts"],
      "expected_writes": [{"content_keywords": ["berlin"]}, {"content_keywords": ["cats"]}]
      """;

  @Test
  void micro_counts_writes_and_macro_counts_cases() {
    Counts counts = three().all().counts();

    assertThat(counts.precision()).isEqualTo(2 / 3.0, EXACTLY);
    assertThat(counts.recall()).isEqualTo(2 / 4.0, EXACTLY);
    assertThat(counts.f1()).isEqualTo(4 / 7.0, EXACTLY);
    assertThat(counts.falsePositiveRate()).isEqualTo(1 / 3.0, EXACTLY);
    assertThat(counts.macroPrecision()).isEqualTo((2 / 3.0 + 0 + 1) / 3, EXACTLY);
    assertThat(counts.macroRecall()).isEqualTo((1 + 0 + 1) / 3.0, EXACTLY);
    assertThat(counts.deletionAccuracy()).isEmpty();
  }

  @Test
  void tags_and_parts_are_scored_by_themselves() {
    WriteScore score = three();

    assertThat(score.byTag()).containsOnlyKeys("facts", "trivial");
    assertThat(score.byTag().get("facts").counts().cases()).isEqualTo(2);
    assertThat(score.parts()).containsOnlyKeys("held_out", "others");
    assertThat(score.parts().get("held_out").counts().precision()).isEqualTo(1);
    assertThat(score.misses()).containsExactly(Map.entry(MissStage.NOT_PROPOSED, 2L));
  }

  private static WriteScore three() {
    return score(
        Map.of(
            Cases.of("a", A),
            seen(
                "a",
                List.of(
                    written("Lives in Berlin", Fate.KEPT),
                    written("Has cats", Fate.KEPT),
                    written("Likes tea", Fate.KEPT)),
                List.of()),
            Cases.of("b", A),
            seen("b", List.of(), List.of()),
            Cases.of("c", "\"tags\": [\"trivial\", \"held_out\"]"),
            seen("c", List.of(), List.of())));
  }

  /// Four cases in five are right. The share of right ones among 100 drawn is binomial, and its 95
  /// % interval goes from 0.72 to 0.87 or 0.88.
  @Test
  void the_interval_of_a_known_share_is_the_binomial_one() {
    Interval recall = share(80, 100).all().intervals().get(Measure.RECALL);

    assertThat(recall.low()).isEqualTo(0.72, within(0.011));
    assertThat(recall.high()).isEqualTo(0.875, within(0.011));
  }

  @Test
  void what_never_varies_has_an_interval_without_width_and_the_same_seed_the_same_ends() {
    assertThat(share(7, 7).all().intervals().get(Measure.RECALL)).isEqualTo(new Interval(1, 1));
    assertThat(share(30, 50).all().intervals()).isEqualTo(share(30, 50).all().intervals());
  }

  /// Of two cases a sample has none, one or both right, one time in four, two and four: both ends.
  @Test
  void two_cases_say_nothing() {
    assertThat(share(1, 2).all().intervals().get(Measure.RECALL)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void calibration_of_known_proposals() {
    List<JudgedProposal> proposals =
        List.of(
            new JudgedProposal(0.9, true),
            new JudgedProposal(0.9, true),
            new JudgedProposal(0.9, false),
            new JudgedProposal(0.55, false),
            new JudgedProposal(1, true));
    Calibration calibration = Calibration.of(proposals);

    assertThat(calibration.bins()).hasSize(2);
    assertThat(calibration.bins().getLast().proposals()).isEqualTo(4);
    assertThat(calibration.bins().getLast().share()).isEqualTo(0.75);
    assertThat(calibration.brier().orElseThrow())
        .isEqualTo((0.01 + 0.01 + 0.81 + 0.3025 + 0) / 5, EXACTLY);
    assertThat(calibration.expectedError().orElseThrow())
        .isEqualTo((4 * (0.925 - 0.75) + 0.55) / 5, EXACTLY);
    assertThat(Calibration.of(List.of()).brier()).isEmpty();
  }

  @Test
  void the_gate_says_every_reason() {
    WriteScore bad =
        score(
            Map.of(
                Cases.of("a", A + ", \"forbidden_keywords\": [\"hunter2\"]"),
                seen("a", List.of(written("It is hunter2", Fate.KEPT)), List.of())));

    assertThat(Gate.DEFAULT.judge(bad, Optional.empty()))
        .isEqualTo(
            new Verdict.Failed(
                List.of(
                    "precision is 0.0000, below 0.8500",
                    "recall is 0.0000, below 0.7000",
                    "forbidden content was written in case a")));
    assertThat(Gate.DEFAULT.judge(share(7, 7), Optional.empty())).isEqualTo(new Verdict.Passed());
    assertThat(Gate.DEFAULT.judge(share(7, 10), Optional.empty())).isEqualTo(new Verdict.Passed());
    assertThat(Gate.DEFAULT.judge(share(69, 100), Optional.empty()))
        .isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void more_than_one_case_in_ten_in_error_makes_a_run_unusable() {
    assertThat(new Gate(0, 0).judge(errors(1, 10), Optional.empty()))
        .isEqualTo(new Verdict.Passed());
    assertThat(new Gate(0, 0).judge(errors(2, 10), Optional.empty()))
        .isEqualTo(new Verdict.Unusable("2 of 10 cases are in error, more than one in ten"));
  }

  @Test
  void a_fall_of_twenty_cases_in_a_hundred_is_significant_and_one_of_one_is_not() {
    Comparison large = compare(share(95, 100), share(75, 100));
    Comparison small = compare(share(95, 100), share(94, 100));
    Comparison none = compare(share(95, 100), share(95, 100));

    assertThat(large.fell()).isTrue();
    assertThat(large.recall().orElseThrow().difference().low()).isEqualTo(-0.28, within(0.015));
    assertThat(large.recall().orElseThrow().difference().high()).isEqualTo(-0.13, within(0.015));
    assertThat(large.worse()).hasSize(20).startsWith("c75");
    assertThat(large.better()).isEmpty();
    assertThat(small.fell()).isFalse();
    assertThat(none.recall().orElseThrow().difference()).isEqualTo(new Interval(0, 0));
    assertThat(compare(share(75, 100), share(95, 100)).recall().orElseThrow().rose()).isTrue();
    assertThat(Gate.DEFAULT.judge(share(75, 100), Optional.of(large)))
        .isInstanceOfSatisfying(
            Verdict.Failed.class,
            failed ->
                assertThat(failed.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("recall fell from 0.950 to 0.750 against the baseline"));
  }

  @Test
  void only_cases_that_ask_the_same_are_compared() {
    WriteScore before = share(3, 3);
    WriteScore after =
        score(
            Map.of(
                Cases.of("c0", expects(0)),
                seen("c0", List.of(), List.of()),
                Cases.of("c1", expects(7)),
                seen("c1", List.of(), List.of()),
                Cases.of("new", expects(0)),
                seen("new", List.of(), List.of())));
    Comparison comparison =
        Comparison.of(
            RunFigures.of("before", "1", before),
            RunFigures.of("after", "2", after),
            Bootstrap.DEFAULT);

    assertThat(comparison.sameDataset()).isFalse();
    assertThat(comparison.shared()).isEqualTo(1);
    assertThat(comparison.changed()).containsExactly("c1");
  }

  private static Comparison compare(WriteScore before, WriteScore after) {
    return Comparison.of(
        RunFigures.of("before", "1", before),
        RunFigures.of("after", "1", after),
        Bootstrap.DEFAULT);
  }

  /// So many cases, each of which expects one write; the first `right` have it, the others nothing.
  static WriteScore share(int right, int cases) {
    var observed = new LinkedHashMap<WriteCase, Observation>();
    IntStream.range(0, cases)
        .forEach(i ->
            observed.put(
                Cases.of("c" + i, expects(i)),
                seen(
                    "c" + i,
                    i < right ? List.of(written("Owns house " + i, Fate.KEPT)) : List.of(),
                    List.of(save("Owns house " + i, 0.8, "created")))));
    return score(observed);
  }

  private static WriteScore errors(int errors, int cases) {
    var observed = new LinkedHashMap<WriteCase, Observation>();
    IntStream.range(0, cases)
        .forEach(i ->
            observed.put(
                Cases.of("c" + i, ""),
                i < errors ? failed("c" + i, "broken") : seen("c" + i, List.of(), List.of())));
    return score(observed);
  }

  private static String expects(int house) {
    return "\"expected_writes\": [{\"content_keywords\": [\"house\", \"" + house + "\"]}]";
  }

  private static WriteScore score(Map<WriteCase, Observation> observed) {
    var cases = new ArrayList<WriteCase>(observed.keySet());
    var byId = new LinkedHashMap<String, Observation>();
    observed.values().forEach(one -> byId.put(one.caseId(), one));
    return WriteScore.of(cases, byId, Bootstrap.DEFAULT);
  }
}
