package dev.keepsake.task;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Sha256;
import dev.keepsake.store.IdempotencyKey;
import dev.keepsake.store.IdempotentAnswer;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.Optional;

/// A call that is carried out once for its idempotency key.
///
/// @param fingerprint SHA-256 of the arguments but for the key, and of the label they are stored
///   under
record KeyedCall(IdempotencyKey key, String fingerprint) {
  private static final Duration KEPT = Duration.ofDays(7);

  /// Empty if the call has no key.
  ///
  /// @param arguments but for the key
  static Optional<KeyedCall> of(
      Caller caller, String operation, Owner owner, Optional<String> key, Record arguments) {
    return key.map(given ->
        new KeyedCall(
            new IdempotencyKey(caller.tenant().client(), operation, given),
            Sha256.hex(owner.scope().value() + "\n" + WireJson.write(arguments))));
  }

  /// What was kept of the first call.
  ///
  /// @throws MemoryException with `IDEMPOTENCY_KEY_REUSED` if that had other arguments
  Optional<String> earlier(WriteTx tx) {
    Optional<IdempotentAnswer> earlier = tx.idempotency().find(key, tx.at());
    if (earlier.filter(answer -> !answer.fingerprint().equals(fingerprint)).isPresent()) {
      throw new MemoryException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "This `idempotency_key` was used with other arguments: take a new key for a new"
              + " request.");
    }
    return earlier.map(IdempotentAnswer::answer);
  }

  /// @param answer no text of a memory: erasure would not find it
  void keep(WriteTx tx, String answer) {
    tx.idempotency().insert(key, new IdempotentAnswer(fingerprint, answer), tx.at().plus(KEPT));
  }
}
