package dev.keepsake.cache.redis;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.cache.MemoryCache.Told;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisKey;
import dev.keepsake.redis.Reply;
import dev.keepsake.redis.Script;
import java.util.List;
import java.util.Optional;

/// One key of Redis for each thing of a kind, for five minutes: the thing, or a tombstone that says
/// from which revision on it may be entered. What is kept is JSON that begins with its revision.
///
/// @param kind stands in the keys before the thing's id
record Slots(Redis redis, String kind) {
  private static final String KEPT_MILLIS = Long.toString(MemoryCache.LIFE.toMillis());
  private static final Script FILL = Script.load(Slots.class, "fill");
  private static final Script INVALIDATE = Script.load(Slots.class, "invalidate");

  Optional<String> find(UserId user, Object id) {
    return redis.find(RedisUse.CACHE, key(user, id));
  }

  void fill(UserId user, Object id, long revision, String json) {
    var _ = put(FILL, user, id, revision, json);
  }

  Told invalidate(UserId user, Object id, long revision, String tombstone) {
    return told(put(INVALIDATE, user, id, revision, tombstone));
  }

  static Told told(Reply<Object> reply) {
    return switch (reply) {
      case Reply.Answered<Object> _ -> Told.TAKEN;
      case Reply.Refused<Object> _ -> Told.REFUSED;
      case Reply.Away<Object> _ -> Told.AWAY;
    };
  }

  private Reply<Object> put(Script script, UserId user, Object id, long revision, String json) {
    return redis.run(
        RedisUse.CACHE,
        script,
        List.of(key(user, id)),
        List.of(Long.toString(revision), json, KEPT_MILLIS));
  }

  String key(UserId user, Object id) {
    return RedisKey.of(user, kind + ":" + id);
  }
}
