package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.Collection;

/// What its time has passed over in the rows of one open transaction's user, to remove for good.
public interface SweepRows extends SweepReads {

  /// Removes memories that are deleted or superseded, with their vectors in every space, and raises
  /// the user's epoch. None of those that stay may have been replaced by one of them.
  void purge(Owner owner, Collection<MemoryId> ids);

  /// @return how many answers to idempotency keys had expired
  int removeExpiredAnswers();

  /// @return how many confirmations were answered, or not in time, at or before `before`
  int removeClosedConfirmations(Instant before);

  /// @return how many queued writes were finished at or before `before`
  int removeFinishedWrites(Instant before);
}
