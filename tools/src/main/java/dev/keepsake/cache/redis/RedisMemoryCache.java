package dev.keepsake.cache.redis;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisKey;
import dev.keepsake.redis.Reply;
import dev.keepsake.redis.Script;
import dev.keepsake.store.WholeMemory;
import java.util.List;
import java.util.Optional;

/// One key of Redis for each memory, for five minutes: the memory, or a tombstone that says from
/// which revision on it may be entered.
public final class RedisMemoryCache implements MemoryCache {
  private static final String KEPT_MILLIS = Long.toString(LIFE.toMillis());
  private static final Script FILL = Script.load(RedisMemoryCache.class, "fill");
  private static final Script INVALIDATE = Script.load(RedisMemoryCache.class, "invalidate");

  private final Redis redis;
  private final Metrics metrics;

  public RedisMemoryCache(Redis redis, Metrics metrics) {
    this.redis = redis;
    this.metrics = metrics;
  }

  @Override
  public Optional<WholeMemory> find(Owner owner, MemoryId id) {
    Optional<WholeMemory> found =
        redis
            .find(RedisUse.CACHE, key(owner.user(), id))
            .flatMap(Entry::read)
            .filter(whole -> whole.memory().owner().equals(owner))
            .filter(whole -> whole.memory().id().equals(id));
    metrics.memoryLookup(found.isPresent());
    return found;
  }

  @Override
  public void fill(WholeMemory whole) {
    var memory = whole.memory();
    String key = key(memory.owner().user(), memory.id());
    var _ = put(FILL, List.of(key), Entry.of(whole));
  }

  @Override
  public Told invalidate(UserId user, MemoryId id, long revision) {
    return told(List.of(RedisListCache.revision(user), key(user, id)), revision);
  }

  @Override
  public Told invalidateLists(UserId user, long revision) {
    return told(List.of(RedisListCache.revision(user)), revision);
  }

  private Told told(List<String> keys, long revision) {
    return switch (put(INVALIDATE, keys, Entry.tombstone(revision))) {
      case Reply.Answered<Object> _ -> Told.TAKEN;
      case Reply.Refused<Object> _ -> Told.REFUSED;
      case Reply.Away<Object> _ -> Told.AWAY;
    };
  }

  @Override
  public long losses() {
    return redis.lostConnections();
  }

  private Reply<Object> put(Script script, List<String> keys, Entry entry) {
    return redis.run(
        RedisUse.CACHE,
        script,
        keys,
        List.of(Long.toString(entry.revision()), entry.write(), KEPT_MILLIS));
  }

  private static String key(UserId user, MemoryId id) {
    return RedisKey.of(user, "memory:" + id);
  }
}
