package dev.keepsake.cache.redis;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.Script;
import dev.keepsake.store.WholeMemory;
import java.util.List;
import java.util.Optional;

/// Memories in [Slots].
public final class RedisMemoryCache implements MemoryCache {
  private static final Script INVALIDATE = Script.load(RedisMemoryCache.class, "invalidate_memory");

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
    return told(List.of(RedisListCache.revision(user), slots.key(user, id)), revision);
  }

  @Override
  public Told invalidateLists(UserId user, long revision) {
    return told(List.of(RedisListCache.revision(user)), revision);
  }

  private Told told(List<String> keys, long revision) {
    return Slots.told(
        redis.run(
            RedisUse.CACHE,
            INVALIDATE,
            keys,
            List.of(
                Long.toString(revision),
                Entry.tombstone(revision).write(),
                Long.toString(LIFE.toMillis()))));
  }

  @Override
  public long losses() {
    return redis.lostConnections();
  }
}
