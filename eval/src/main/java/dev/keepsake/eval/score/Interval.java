package dev.keepsake.eval.score;

/// Where a figure lies in 95 of 100 samples.
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("no interval: from " + low + " to " + high);
    }
  }
}
