package dev.keepsake.cache;

import dev.keepsake.cache.MemoryCache.Told;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserId;
import java.util.Optional;

/// Raw memories by id, by the rules of [MemoryCache]. Thread-safe; never fails.
public interface RawMemoryCache {

  /// Has nothing.
  RawMemoryCache NONE =
      new RawMemoryCache() {
        @Override
        public Optional<RawMemory> find(Owner owner, RawMemoryId id) {
          return Optional.empty();
        }

        @Override
        public void fill(RawMemory memory) {}

        @Override
        public Told invalidate(UserId user, RawMemoryId id, long revision) {
          return Told.TAKEN;
        }
      };

  /// The raw memory if it is `owner`'s.
  Optional<RawMemory> find(Owner owner, RawMemoryId id);

  /// Enters what was read from the database, unless something newer is known.
  void fill(RawMemory memory);

  /// Tells that it changed, or went.
  Told invalidate(UserId user, RawMemoryId id, long revision);
}
