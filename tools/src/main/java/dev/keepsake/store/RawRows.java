package dev.keepsake.store;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import java.time.Instant;

/// The raw memories of one open transaction's user, to change.
public interface RawRows extends RawReads {

  /// Stores one, on behalf of `client`.
  ///
  /// @throws dev.keepsake.error.MemoryException with `INTERNAL` if its id is taken: the caller must
  ///   have looked before
  void insert(RawMemory memory, ClientId client);

  /// Puts `memory` in the place of the one that has its id, on behalf of `client`.
  void update(RawMemory memory, ClientId client);

  /// Removes one for good.
  ///
  /// @return whether it was there
  boolean delete(Owner owner, RawMemoryId id);

  /// Removes for good what was last changed at or before `before`, the oldest first, under
  /// whichever scope.
  ///
  /// @return how many went, at most `limit`
  int removeOld(Instant before, int limit);
}
