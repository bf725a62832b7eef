package dev.keepsake.cache.redis;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.redis.Redis;
import dev.keepsake.store.WholeMemory;
import java.util.Optional;

/// Memories in [Slots].
public final class RedisMemoryCache implements MemoryCache {
  private final Redis redis;
  private final Slots slots;
  private final Metrics metrics;

  public RedisMemoryCache(Redis redis, Metrics metrics) {
    this.redis = redis;
    this.slots = new Slots(redis, "memory");
    this.metrics = metrics;
  }

  @Override
  public Optional<WholeMemory> find(Owner owner, MemoryId id) {
    Optional<WholeMemory> found =
        slots
            .find(owner.user(), id)
            .flatMap(Entry::read)
            .filter(whole -> whole.memory().owner().equals(owner))
            .filter(whole -> whole.memory().id().equals(id));
    metrics.memoryLookup(found.isPresent());
    return found;
  }

  @Override
  public void fill(WholeMemory whole) {
    var memory = whole.memory();
    slots.fill(memory.owner().user(), memory.id(), memory.revision(), Entry.of(whole).write());
  }

  @Override
  public Told invalidate(UserId user, MemoryId id, long revision) {
    return slots.invalidate(user, id, revision, Entry.tombstone(revision).write());
  }

  @Override
  public long losses() {
    return redis.lostConnections();
  }
}
