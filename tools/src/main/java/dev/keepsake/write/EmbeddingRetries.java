package dev.keepsake.write;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.store.EmbeddingRows.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a memory whose vector could not be made is tried again: a pause after the first and the
/// second failure; after the third it has `failed`, and is tried every 6 hours for 24 hours more.
/// Then it stays as it is.
///
/// The day is counted in attempts: where no process was there to make them, they come later, and
/// are as many.
///
/// @param pause after one of the first failures, and before a memory is tried for which the model
///   was not to be had; 1 s at least, default 60 s
public record EmbeddingRetries(Duration pause) {
  public static final EmbeddingRetries DEFAULTS = new EmbeddingRetries(Duration.ofSeconds(60));

  private static final int ATTEMPTS = 3;
  private static final Duration SWEPT_EVERY = Duration.ofHours(6);
  private static final Duration SWEPT_FOR = Duration.ofHours(24);
  private static final int MOST = ATTEMPTS + Math.toIntExact(SWEPT_FOR.dividedBy(SWEPT_EVERY));

  public EmbeddingRetries {
    if (pause.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("no pause between two attempts: " + pause);
    }
  }

  /// @param failedBefore attempts that had failed before this one
  Turn afterFailure(int failedBefore, Instant now) {
    int failed = failedBefore + 1;
    if (failed < ATTEMPTS) {
      return new Turn(status(failed), failed, Optional.of(now.plus(pause)));
    }
    Optional<Instant> next = Optional.of(now.plus(SWEPT_EVERY)).filter(_ -> failed < MOST);
    return new Turn(status(failed), failed, next);
  }

  /// Of a memory that the model was not asked about: it has what it had.
  Turn unasked(int failedBefore, Instant now) {
    return new Turn(status(failedBefore), failedBefore, Optional.of(now.plus(pause)));
  }

  private static EmbeddingStatus status(int failed) {
    return failed < ATTEMPTS ? EmbeddingStatus.PENDING : EmbeddingStatus.FAILED;
  }
}
