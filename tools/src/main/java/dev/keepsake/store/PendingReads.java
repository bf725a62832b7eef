package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes that wait for confirmation, of one open transaction, to read.
public interface PendingReads {

  /// The open one that says this; its time may be over.
  Optional<PendingWrite> findOpen(Owner owner, ContentHash content);

  /// Whatever its state.
  Optional<PendingWrite> find(Owner owner, PendingId id);

  /// The same, under whichever scope.
  Optional<PendingWrite> find(UserId user, PendingId id);

  /// The open ones whose time is not over at `now`, the oldest first.
  List<PendingWrite> listOpen(Owner owner, Instant now, int limit);

  long countOpen(Owner owner, Instant now);
}
