package dev.keepsake.cache;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.WholeMemory;
import java.time.Duration;
import java.util.Optional;

/// Memories by id, for the servers that share one database. A value carries the memory's revision,
/// a change leaves a tombstone with the new one, and filling refuses a lower one: a cache that has
/// what it was told can't serve the past. One that has lost a tombstone and kept an older value (a
/// replica that was behind when it was promoted, a server that was started with old data) may,
/// until it is told again, see [#losses], and for [#LIFE] at most. A cache that can't be reached
/// has nothing and takes nothing. Thread-safe; never fails.
public interface MemoryCache {
  /// How long a value or a tombstone is kept.
  Duration LIFE = Duration.ofMinutes(5);

  /// What came of telling a change.
  enum Told {
    /// The cache knows of it.
    TAKEN,
    /// The cache answers, but did not take this one.
    REFUSED,
    /// The cache can't be reached.
    AWAY
  }

  /// Has nothing.
  MemoryCache NONE =
      new MemoryCache() {
        @Override
        public Optional<WholeMemory> find(Owner owner, MemoryId id) {
          return Optional.empty();
        }

        @Override
        public void fill(WholeMemory memory) {}

        @Override
        public Told invalidate(UserId user, MemoryId id, long revision) {
          return Told.TAKEN;
        }

        @Override
        public Told invalidateLists(UserId user, long revision) {
          return Told.TAKEN;
        }

        @Override
        public long losses() {
          return 0;
        }
      };

  /// The memory if it is `owner`'s; without its vector.
  Optional<WholeMemory> find(Owner owner, MemoryId id);

  /// Enters what was read from the database, unless something newer is known.
  void fill(WholeMemory memory);

  /// Tells that the memory changed, and the user's lists with it, see [ListCache].
  Told invalidate(UserId user, MemoryId id, long revision);

  /// Tells that the user has memories that were not there before.
  Told invalidateLists(UserId user, long revision);

  /// Grows whenever the cache may have lost something that it was told before.
  long losses();
}
