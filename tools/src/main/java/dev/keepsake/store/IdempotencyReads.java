package dev.keepsake.store;

import java.time.Instant;
import java.util.Optional;

/// Answers given to calls with an idempotency key, of one open transaction.
public interface IdempotencyReads {

  /// The answer that was given under this key, unless it has expired at `now`.
  Optional<IdempotentAnswer> find(IdempotencyKey key, Instant now);
}
