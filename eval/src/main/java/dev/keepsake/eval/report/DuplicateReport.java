package dev.keepsake.eval.report;

import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.ClassFigures;
import dev.keepsake.eval.score.ContradictionFigures;
import dev.keepsake.eval.score.DuplicateFigures;
import dev.keepsake.eval.score.JudgedPair;
import dev.keepsake.eval.score.PairScore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The tables of `eval/decisions/0001-duplicate-threshold.md` and `0002-contradiction-floor.md` as
/// Markdown.
public final class DuplicateReport {
  /// Cosine similarities over which a pair may be a duplicate.
  public static final List<Double> THRESHOLDS =
      IntStream.range(70, 100).mapToObj(percent -> percent / 100.0).toList();

  /// Cosine similarities from which on a pair may be a contradiction.
  public static final List<Double> FLOORS = List.of(0.50, 0.60, 0.70, 0.75, 0.80, 0.85, 0.90);

  private final PairScore score;
  private final double threshold;
  private final Set<Split> shown;

  /// @param threshold the one at which classes are counted, a cosine similarity
  /// @param shown the parts of which pairs are told; rules must not be tuned on what was held out
  public DuplicateReport(PairScore score, double threshold, Set<Split> shown) {
    this.score = score;
    this.threshold = threshold;
    this.shown = Set.copyOf(shown);
  }

  /// All tables, each with its heading.
  public String markdown() {
    return Arrays.stream(Split.values()).map(this::sweeps).collect(Collectors.joining())
        + section(
            "Pairs that the guard labels otherwise ("
                + shown.stream().map(Split::wireName).sorted().collect(Collectors.joining(", "))
                + ")",
            misses());
  }

  private String sweeps(Split split) {
    PairScore part = score.only(split);
    String heading = " (" + split.wireName() + ", " + part.judged().size() + " pairs)";
    return section("Duplicates" + heading, duplicates(part))
        + section("Contradictions" + heading, contradictions(part))
        + section("Classes at " + decimal(threshold) + heading, byClass(part));
  }

  private static String section(String heading, String table) {
    return "### " + heading + "\n\n" + table + "\n";
  }

  private static String duplicates(PairScore part) {
    StringBuilder table =
        new StringBuilder(
            """
            | cosine over | precision | recall | lost | share lost | at most, with 95 % | cosine alone: precision | recall | lost |
            |---|---|---|---|---|---|---|---|---|
            """);
    for (double each : THRESHOLDS) {
      DuplicateFigures both = part.duplicates(each);
      DuplicateFigures alone = part.duplicatesByCosineAlone(each);
      table.append(
          row(
              decimal(each),
              share(both.precision(), both.correct(), both.predicted()),
              share(both.recall(), both.correct(), both.same()),
              both.lost(),
              tenths(both.falseRate()),
              tenths(both.falseRateBound()),
              share(alone.precision(), alone.correct(), alone.predicted()),
              share(alone.recall(), alone.correct(), alone.same()),
              alone.lost()));
    }
    return table.toString();
  }

  private static String contradictions(PairScore part) {
    StringBuilder table =
        new StringBuilder(
            """
            | cosine from | contradictions in reach | recognised | recall | wrongly claimed | precision |
            |---|---|---|---|---|---|
            """);
    for (double each : FLOORS) {
      ContradictionFigures at = part.contradictions(each);
      table.append(
          row(
              decimal(each),
              at.within() + " of " + at.contradictions(),
              at.found(),
              percent(at.recall()),
              at.claimed(),
              percent(at.precision())));
    }
    return table.toString();
  }

  private String byClass(PairScore part) {
    StringBuilder table =
        new StringBuilder(
            """
            | label | class | pairs | guard agrees | over by cosine | taken for duplicates |
            |---|---|---|---|---|---|
            """);
    for (ClassFigures each : part.byClass(threshold)) {
      table.append(
          row(
              each.label().wireName(),
              each.kind(),
              each.pairs(),
              each.right(),
              each.overThreshold(),
              each.duplicates()));
    }
    return table.toString();
  }

  private String misses() {
    StringBuilder table =
        new StringBuilder(
            """
            | id | split | label | guard | cosine | stored | proposed |
            |---|---|---|---|---|---|---|
            """);
    for (JudgedPair each : score.misses(shown)) {
      table.append(
          row(
              each.pair().id(),
              each.pair().split().wireName(),
              each.pair().label().wireName(),
              each.guardLabel().wireName(),
              decimal(each.cosine()),
              each.pair().stored(),
              each.pair().proposed()));
    }
    return table.toString();
  }

  private static String row(Object... cells) {
    List<String> texts = Arrays.stream(cells).map(String::valueOf).toList();
    return "| " + String.join(" | ", texts) + " |\n";
  }

  private static String share(double share, int part, int whole) {
    return percent(share) + " (" + part + "/" + whole + ")";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String tenths(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
