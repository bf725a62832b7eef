package dev.keepsake.cache.redis;

import dev.keepsake.cache.MemoryCache.Told;
import dev.keepsake.cache.RawMemoryCache;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.redis.Redis;
import java.util.Optional;

/// Raw memories in [Slots].
public final class RedisRawMemoryCache implements RawMemoryCache {
  private final Slots slots;
  private final Metrics metrics;

  public RedisRawMemoryCache(Redis redis, Metrics metrics) {
    this.slots = new Slots(redis, "raw_memory");
    this.metrics = metrics;
  }

  @Override
  public Optional<RawMemory> find(Owner owner, RawMemoryId id) {
    Optional<RawMemory> found =
        slots
            .find(owner.user(), id)
            .flatMap(RawEntry::read)
            .filter(memory -> memory.owner().equals(owner) && memory.id().equals(id));
    metrics.memoryLookup(found.isPresent());
    return found;
  }

  @Override
  public void fill(RawMemory memory) {
    slots.fill(memory.owner().user(), memory.id(), memory.revision(), RawEntry.of(memory).write());
  }

  @Override
  public Told invalidate(UserId user, RawMemoryId id, long revision) {
    return slots.invalidate(user, id, revision, RawEntry.tombstone(revision).write());
  }
}
