package dev.keepsake.eval.score;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How far a figure would move with other cases of the same kind: the percentile bootstrap (Efron
/// 1979), which draws as many cases as there are, with replacement, over and over. The same seed
/// gives the same intervals.
///
/// @param resamples how often, at least 100
public record Bootstrap(long seed, int resamples) {
  /// 2,000 resamples move the ends of an interval by less than a hundredth from seed to seed.
  public static final Bootstrap DEFAULT = new Bootstrap(20_260_105L, 2_000);

  private static final int FEWEST = 100;
  private static final double TAIL = 0.025;

  public Bootstrap {
    if (resamples < FEWEST) {
      throw new IllegalArgumentException("too few resamples for a tail: " + resamples);
    }
  }

  /// The intervals of every measure that has one; none without cases.
  public Map<Measure, Interval> intervals(List<Counts> cases) {
    var intervals = new EnumMap<Measure, Interval>(Measure.class);
    List<Counts> samples = resampled(cases);
    for (Measure measure : Measure.values()) {
      interval(samples.stream().map(measure::of).flatMapToDouble(OptionalDouble::stream))
          .ifPresent(interval -> intervals.put(measure, interval));
    }
    return intervals;
  }

  private List<Counts> resampled(List<Counts> cases) {
    var random = new SplittableRandom(seed);
    var samples = new ArrayList<Counts>();
    for (int sample = 0; sample < resamples && !cases.isEmpty(); sample++) {
      Counts sum = Counts.NONE;
      for (int drawn = 0; drawn < cases.size(); drawn++) {
        sum = sum.plus(cases.get(random.nextInt(cases.size())));
      }
      samples.add(sum);
    }
    return samples;
  }

  /// The interval of a difference: in each sample both sides have the same cases.
  ///
  /// @param before counts by case
  /// @param after of the same cases in the same order
  /// @return empty without cases
  Optional<Interval> difference(
      List<Counts> before, List<Counts> after, ToDoubleFunction<Counts> figure) {
    List<Counts> first = resampled(before); // the same seed draws the same cases
    List<Counts> second = resampled(after);
    return interval(
        IntStream.range(0, first.size())
            .mapToDouble(
                i -> figure.applyAsDouble(second.get(i)) - figure.applyAsDouble(first.get(i))));
  }

  private static Optional<Interval> interval(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    return sorted.length == 0
        ? Optional.empty()
        : Optional.of(
            new Interval(
                Quantiles.interpolated(sorted, TAIL), Quantiles.interpolated(sorted, 1 - TAIL)));
  }
}
