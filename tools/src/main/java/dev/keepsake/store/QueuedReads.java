package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import java.util.List;
import java.util.Optional;

/// Writes that are accepted before they are decided, of one open transaction, to read.
public interface QueuedReads {

  /// Whatever its state.
  Optional<QueuedWrite> find(Owner owner, MemoryId id);

  /// The same, under whichever scope.
  Optional<QueuedWrite> find(UserId user, MemoryId id);

  /// Those that wait, the newest first: each statement once, and none that an active memory makes
  /// already.
  List<QueuedWrite> listWaiting(Owner owner, int limit);
}
