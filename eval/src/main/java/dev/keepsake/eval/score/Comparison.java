package dev.keepsake.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Two runs over the cases that both have and that ask the same in both.
///
/// @param sameDataset whether both runs are over the same file
/// @param shared cases that are compared
/// @param changed ids that both have, of cases that do not ask the same
/// @param precision what became of the micro precision; empty if no case is shared
/// @param recall what became of the micro recall; empty if no case is shared
/// @param better ids of the cases that got better: more matches, fewer false positives
/// @param worse ids of those that got worse
public record Comparison(
    boolean sameDataset,
    int shared,
    List<String> changed,
    Optional<Change> precision,
    Optional<Change> recall,
    List<String> better,
    List<String> worse) {
  public Comparison {
    changed = List.copyOf(changed);
    better = List.copyOf(better);
    worse = List.copyOf(worse);
  }

  /// A figure of both runs over the shared cases.
  ///
  /// @param difference 95 % interval of `after` less `before`, by the paired bootstrap
  public record Change(double before, double after, Interval difference) {
    /// Whether it fell by more than chance explains.
    public boolean fell() {
      return difference.high() < 0;
    }

    /// Whether it rose by more than chance explains.
    public boolean rose() {
      return difference.low() > 0;
    }
  }

  public static Comparison of(RunFigures before, RunFigures after, Bootstrap bootstrap) {
    Map<String, CaseFigures> earlier =
        before.cases().stream().collect(Collectors.toMap(CaseFigures::caseId, Function.identity()));
    var changed = new ArrayList<String>();
    var pairs = new ArrayList<Pair>();
    for (CaseFigures later : after.cases()) {
      CaseFigures then = earlier.get(later.caseId());
      if (then != null && then.sha256().equals(later.sha256())) {
        pairs.add(new Pair(then, later));
      } else if (then != null) {
        changed.add(later.caseId());
      }
    }
    return new Comparison(
        before.datasetSha256().equals(after.datasetSha256()),
        pairs.size(),
        changed,
        change(pairs, Counts::precision, bootstrap),
        change(pairs, Counts::recall, bootstrap),
        pairs.stream().filter(pair -> pair.gain() > 0).map(Pair::id).toList(),
        pairs.stream().filter(pair -> pair.gain() < 0).map(Pair::id).toList());
  }

  private static Optional<Change> change(
      List<Pair> pairs, ToDoubleFunction<Counts> figure, Bootstrap bootstrap) {
    List<Counts> before = pairs.stream().map(pair -> pair.before.counts()).toList();
    List<Counts> after = pairs.stream().map(pair -> pair.after.counts()).toList();
    return bootstrap
        .difference(before, after, figure)
        .map(interval ->
            new Change(
                figure.applyAsDouble(Counts.of(before)),
                figure.applyAsDouble(Counts.of(after)),
                interval));
  }

  /// Whether precision or recall fell by more than chance explains.
  public boolean fell() {
    return precision.stream().anyMatch(Change::fell) || recall.stream().anyMatch(Change::fell);
  }

  private record Pair(CaseFigures before, CaseFigures after) {
    String id() {
      return after.caseId();
    }

    /// How many more things are right: positive is better.
    int gain() {
      return right(after.counts()) - right(before.counts());
    }

    private static int right(Counts counts) {
      return counts.matched()
          - counts.falsePositives()
          - counts.forbidden()
          - counts.errors()
          + counts.deletesMet()
          - counts.unaskedDeletes();
    }
  }
}
