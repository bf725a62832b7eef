package dev.keepsake.store;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.Optional;

/// Claims of [EmbeddingQueue] on memories of one open transaction's user. A worker that was too
/// slow has lost its claim and changes nothing.
public interface EmbeddingRows {

  /// How many attempts at the memory's vector have failed so far; empty if it is not claimed until
  /// `lease`.
  Optional<Integer> failedAttempts(Owner owner, MemoryId id, Instant lease);

  /// Ends the claim until `lease` without a vector.
  void end(Owner owner, MemoryId id, Instant lease, Turn turn);

  /// Says where a memory stands that this transaction has stored without a vector.
  void begin(Owner owner, MemoryId id, Turn turn);

  /// Where a memory without a vector stands.
  ///
  /// @param failedAttempts so far
  /// @param next when it is tried again; empty: never by itself
  record Turn(EmbeddingStatus status, int failedAttempts, Optional<Instant> next) {}
}
