package dev.keepsake.eval.score;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The figures of some cases.
///
/// @param intervals of the measures that there was something to measure for
/// @param latencyP50 that half of the cases did not exceed (nearest rank)
/// @param latencyP95 that 95 of 100 cases did not exceed (nearest rank)
public record GroupScore(
    Counts counts, Map<Measure, Interval> intervals, Duration latencyP50, Duration latencyP95) {
  public GroupScore {
    intervals = Collections.unmodifiableMap(new EnumMap<>(intervals));
  }

  static GroupScore of(List<CaseScore> cases, Bootstrap bootstrap) {
    List<Counts> counts = cases.stream().map(CaseScore::counts).toList();
    double[] nanos =
        cases.stream().mapToDouble(one -> one.seen().latency().toNanos()).sorted().toArray();
    var none = new EnumMap<Measure, Interval>(Measure.class);
    return new GroupScore(
        Counts.of(counts),
        counts.isEmpty() ? none : bootstrap.intervals(counts),
        Duration.ofNanos((long) Quantiles.nearestRank(nanos, 0.50)),
        Duration.ofNanos((long) Quantiles.nearestRank(nanos, 0.95)));
  }
}
