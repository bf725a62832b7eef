package dev.keepsake.forget;

import java.time.Duration;

/// How long what was deleted is kept.
///
/// @param purgeAfter for so long after its deletion a memory can be restored; default 30 days
public record ForgetSettings(Duration purgeAfter) {
  public static final ForgetSettings DEFAULTS = new ForgetSettings(Duration.ofDays(30));

  public ForgetSettings {
    if (purgeAfter.isNegative() || purgeAfter.isZero()) {
      throw new IllegalArgumentException("nothing could be restored within " + purgeAfter);
    }
  }
}
