package dev.keepsake.eval.score;

/// Quantiles of a sorted sample.
final class Quantiles {
  private Quantiles() {}

  /// Between neighbours in proportion (type 7 of Hyndman and Fan 1996).
  ///
  /// @param sorted not empty
  /// @param share in [0, 1]
  static double interpolated(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /// The smallest value that at least `share` of the sample does not exceed (nearest rank); 0 if
  /// the sample is empty.
  static double nearestRank(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(rank, 1) - 1];
  }
}
