package dev.keepsake.cache;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import java.util.Optional;

/// Memories by id, for the servers that share one database. It can't serve the past: a value
/// carries the memory's revision, a change leaves a tombstone with the new one, and filling refuses
/// a lower one. A cache that can't be reached has nothing and takes nothing. Thread-safe; never
/// fails.
public interface MemoryCache {

  /// Has nothing.
  MemoryCache NONE =
      new MemoryCache() {
        @Override
        public Optional<Memory> find(Owner owner, MemoryId id) {
          return Optional.empty();
        }

        @Override
        public void fill(Memory memory) {}

        @Override
        public boolean invalidate(UserId user, MemoryId id, long revision) {
          return true;
        }
      };

  /// The memory if it is `owner`'s.
  Optional<Memory> find(Owner owner, MemoryId id);

  /// Enters what was read from the database, unless something newer is known.
  void fill(Memory memory);

  /// Tells that the memory changed.
  ///
  /// @return whether the cache was reached
  boolean invalidate(UserId user, MemoryId id, long revision);
}
