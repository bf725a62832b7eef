package dev.keepsake.llm.openai;

import java.time.Duration;

/// How often a call is made again that failed for a reason that passes, and after how long: each
/// wait is twice the one before, up to `longest`. Where the endpoint says when to come again
/// (`Retry-After`), that is heeded; where it is later than `longest`, the call is given up at once.
///
/// @param most beside the first call; 0 to 10
public record Retries(int most, Duration first, Duration longest) {
  /// Outlasts a limit that counts requests by the minute, also one that says so.
  public static final Retries DEFAULTS =
      new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(60));

  /// While somebody waits, or where what failed is tried again later by its own row.
  public static final Retries BRIEF = new Retries(2, Duration.ofSeconds(1), Duration.ofSeconds(10));

  /// @throws IllegalArgumentException if `most` is out of range, or not 0 < `first` < `longest`
  public Retries {
    if (most < 0 || most > 10) {
      throw new IllegalArgumentException("0 to 10 retries, not " + most);
    }
    if (!first.isPositive() || first.compareTo(longest) >= 0) {
      throw new IllegalArgumentException("the first wait is positive and shorter than the longest");
    }
  }
}
