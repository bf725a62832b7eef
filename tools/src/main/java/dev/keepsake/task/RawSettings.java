package dev.keepsake.task;

import java.time.Duration;

/// How long raw memories are kept.
///
/// @param days after its last change a raw memory is deleted for good by the next night; 1 to
///   3,650, default 14
public record RawSettings(int days) {
  public static final RawSettings DEFAULTS = new RawSettings(14);
  public static final int MOST_DAYS = 3_650;

  /// @throws IllegalArgumentException if `days` is out of range
  public RawSettings {
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "raw memories are kept for 1 to " + MOST_DAYS + " days, not for " + days);
    }
  }

  Duration keptFor() {
    return Duration.ofDays(days);
  }
}
