package dev.keepsake.write;

import java.time.Duration;

/// How writes are decided.
///
/// @param pendingFor how long a write waits for its user's confirmation; default 7 days
/// @param patience how long a save waits for the embedding model before it is stored without a
///   vector; 3 s
/// @param mode when the caller is answered; default auto
/// @param retryAfter how long a queued write waits after its text could not be embedded; default 60
///   s
public record WriteSettings(
    WriteThresholds thresholds,
    Duration pendingFor,
    Duration patience,
    WriteMode mode,
    Duration retryAfter) {
  public static final WriteSettings DEFAULTS =
      new WriteSettings(
          WriteThresholds.DEFAULTS,
          Duration.ofDays(7),
          Duration.ofSeconds(3),
          WriteMode.AUTO,
          Duration.ofSeconds(60));

  /// @throws IllegalArgumentException if a queued write would be tried again at once
  public WriteSettings {
    if (retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException("embedding_retry_seconds must be at least 1");
    }
  }

  public WriteSettings with(WriteThresholds other) {
    return new WriteSettings(other, pendingFor, patience, mode, retryAfter);
  }

  public WriteSettings with(WriteMode other) {
    return new WriteSettings(thresholds, pendingFor, patience, other, retryAfter);
  }

  /// Which rules decide, as every event records it.
  public static String policyVersion() {
    return WritePolicy.VERSION;
  }
}
