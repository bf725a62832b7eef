package dev.keepsake.store;

import java.time.Instant;

/// Answers given to calls with an idempotency key, to add to.
public interface IdempotencyRows extends IdempotencyReads {

  /// Keeps `answer` under `key` until `expires`, in place of one that has expired.
  void insert(IdempotencyKey key, IdempotentAnswer answer, Instant expires);
}
