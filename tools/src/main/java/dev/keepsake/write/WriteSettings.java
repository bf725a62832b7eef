package dev.keepsake.write;

import java.time.Duration;

/// How writes are decided.
///
/// @param pendingFor how long a write waits for its user's confirmation; default 7 days
/// @param patience how long a save waits for the embedding model before it is stored without a
///   vector; 3 s
/// @param retries when a vector that could not be made is tried again
/// @param mode when the caller is answered; default auto
public record WriteSettings(
    WriteThresholds thresholds,
    Duration pendingFor,
    Duration patience,
    EmbeddingRetries retries,
    WriteMode mode) {
  public static final WriteSettings DEFAULTS =
      new WriteSettings(
          WriteThresholds.DEFAULTS,
          Duration.ofDays(7),
          Duration.ofSeconds(3),
          EmbeddingRetries.DEFAULTS,
          WriteMode.AUTO);

  public WriteSettings with(WriteThresholds other) {
    return new WriteSettings(other, pendingFor, patience, retries, mode);
  }

  public WriteSettings with(WriteMode other) {
    return new WriteSettings(thresholds, pendingFor, patience, retries, other);
  }
}
