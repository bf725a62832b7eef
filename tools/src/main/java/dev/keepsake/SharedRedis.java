package dev.keepsake;

import dev.keepsake.cache.Caches;
import dev.keepsake.cache.redis.RedisListCache;
import dev.keepsake.cache.redis.RedisMemoryCache;
import dev.keepsake.cache.redis.RedisRawMemoryCache;
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
/// @param caches have nothing where no Redis is set
record SharedRedis(Optional<Redis> redis, Caches caches) implements AutoCloseable {

  /// @throws dev.keepsake.error.MemoryException if what is set can't ever be used; one that is away
  ///   is taken up when it comes
  static SharedRedis open(Optional<RedisUrl> url, Metrics metrics) {
    Optional<Redis> redis = url.map(where -> connect(where, metrics));
    return new SharedRedis(
        redis,
        redis
            .map(shared ->
                new Caches(
                    new RedisMemoryCache(shared, metrics),
                    new RedisListCache(shared, metrics),
                    new RedisRawMemoryCache(shared, metrics)))
            .orElse(Caches.NONE));
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
