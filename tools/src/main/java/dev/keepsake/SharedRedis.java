package dev.keepsake;

import dev.keepsake.cache.ListCache;
import dev.keepsake.cache.MemoryCache;
import dev.keepsake.cache.redis.RedisListCache;
import dev.keepsake.cache.redis.RedisMemoryCache;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.limit.redis.RedisWriteLimiter;
import dev.keepsake.metric.Metrics;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisCheck;
import dev.keepsake.redis.RedisUrl;
import java.util.Optional;

/// What several servers share beside the database, if a Redis is set.
///
/// @param cache has nothing where no Redis is set
/// @param lists has nothing there either
record SharedRedis(Optional<Redis> redis, MemoryCache cache, ListCache lists)
    implements AutoCloseable {

  /// @throws dev.keepsake.error.MemoryException if what is set can't ever be used; one that is away
  ///   is taken up when it comes
  static SharedRedis open(Optional<RedisUrl> url, Metrics metrics) {
    Optional<Redis> redis = url.map(where -> connect(where, metrics));
    return new SharedRedis(
        redis,
        redis
            .<MemoryCache>map(shared -> new RedisMemoryCache(shared, metrics))
            .orElse(MemoryCache.NONE),
        redis.<ListCache>map(shared -> new RedisListCache(shared, metrics)).orElse(ListCache.NONE));
  }

  private static Redis connect(RedisUrl url, Metrics metrics) {
    RedisCheck.of(url).requireUsable();
    return Redis.open(url, metrics);
  }

  /// Counts the writes of agents, where a Redis is set.
  Optional<WriteLimiter> limiter(RateLimits limits) {
    return redis.map(shared -> new RedisWriteLimiter(shared, limits));
  }

  @Override
  public void close() {
    redis.ifPresent(Redis::close);
  }
}
