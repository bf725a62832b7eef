package dev.keepsake.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/// Orders what was found. Pure.
///
/// Vector and BM25 scores are each brought to [0, 1] over the candidates (min-max) and summed half
/// and half. On LoCoMo this is better than BM25 alone, while reciprocal rank fusion is worse with
/// the default model.
final class Ranking {
  private static final double HALF = 0.5;

  private Ranking() {}

  private record Ranked(int candidate, double value) {}

  /// The best `limit` candidates that score at least `floor`, best first; equal ones in the order
  /// of `equal`, the last first. What is below the floor has its say in the order all the same, so
  /// that a floor cuts a list off and never turns it round.
  static List<Integer> rank(Candidates all, double floor, int limit, Comparator<Integer> equal) {
    IntToDoubleFunction vector = minMax(all.size(), all::cosine);
    IntToDoubleFunction words = minMax(all.size(), all::bm25);
    Comparator<Ranked> worstFirst =
        Comparator.comparingDouble(Ranked::value).thenComparing(Ranked::candidate, equal);
    var best = new PriorityQueue<Ranked>(limit + 1, worstFirst);
    for (int i = 0; i < all.size(); i++) {
      double value = HALF * vector.applyAsDouble(i) + HALF * words.applyAsDouble(i);
      boolean wanted = best.size() < limit || value >= best.element().value();
      if (wanted && all.score(i) >= floor) {
        best.add(new Ranked(i, value));
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    var ranked = new ArrayList<>(best);
    ranked.sort(worstFirst.reversed());
    return ranked.stream().map(Ranked::candidate).toList();
  }

  /// NaN is given 0; where all are equal, those above zero are given 1.
  private static IntToDoubleFunction minMax(int size, IntToDoubleFunction part) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      double value = part.applyAsDouble(i);
      if (!Double.isNaN(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double floor = low;
    double range = high - low;
    return candidate -> {
      double value = part.applyAsDouble(candidate);
      if (Double.isNaN(value)) {
        return 0;
      }
      return range > 0 ? (value - floor) / range : Math.signum(Math.max(0, value));
    };
  }
}
