package dev.keepsake.cache.redis;

import dev.keepsake.cache.ListCache;
import dev.keepsake.cache.ListKey;
import dev.keepsake.cache.Listed;
import dev.keepsake.cache.MemoryCache;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisKey;
import dev.keepsake.redis.Script;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One key of Redis for each list, and one for the revision from which on the lists of a user are
/// served: so a change leaves all of them behind without knowing which there are. That revision
/// outlives every list that is older.
public final class RedisListCache implements ListCache {
  /// A list of more characters costs Redis and the network more than it saves the database.
  private static final int MOST_CHARACTERS = 256 * 1_024;

  private static final String REVISION_MILLIS = Long.toString(MemoryCache.LIFE.toMillis());
  private static final Script FIND = Script.load(RedisListCache.class, "find_list");
  private static final Script FILL = Script.load(RedisListCache.class, "fill_list");

  private final Redis redis;
  private final Metrics metrics;

  public RedisListCache(Redis redis, Metrics metrics) {
    this.redis = redis;
    this.metrics = metrics;
  }

  @Override
  public Found find(ListKey key, Instant now) {
    Found found =
        redis
            .run(RedisUse.CACHE, FIND, keys(key), List.of())
            .answer()
            .map(answer -> read(answer, key.owner(), now))
            .orElse(Found.NOTHING);
    metrics.listLookup(found.list().isPresent());
    return found;
  }

  /// As `find_list.lua` says.
  private static Found read(Object answer, Owner owner, Instant now) {
    if (answer instanceof List<?> parts
        && parts.get(0) instanceof String list
        && parts.get(1) instanceof String total) {
      return new Found(
          ListEntry.readList(list, owner, now), ListEntry.readTotal(total, owner, now));
    }
    throw new IllegalStateException("the script answered " + answer);
  }

  @Override
  public void fill(ListKey key, Listed list, Instant now) {
    if (!key.revised() || !list.settled() || !list.count().holdsAt(now)) {
      return;
    }
    String written = ListEntry.of(key.owner(), list).write();
    if (written.length() > MOST_CHARACTERS) {
      return;
    }
    Optional<Duration> left = list.count().until().map(end -> Duration.between(now, end));
    var arguments = new ArrayList<String>();
    arguments.add(Long.toString(list.revision()));
    arguments.add(REVISION_MILLIS);
    arguments.add(written);
    arguments.add(millis(key.recent() ? RECENT_LIFE : LIFE, left));
    if (key.filter().allActive()) {
      arguments.add(ListEntry.total(key.owner(), list).write());
      arguments.add(millis(LIFE, left));
    }
    var _ = redis.run(RedisUse.CACHE, FILL, keys(key), arguments);
  }

  /// At least one, which Redis demands.
  private static String millis(Duration life, Optional<Duration> left) {
    Duration shorter = left.filter(time -> time.compareTo(life) < 0).orElse(life);
    return Long.toString(Math.max(1, shorter.toMillis()));
  }

  /// Of the revision from which on the user's lists are served.
  static String revision(UserId user) {
    return key(user, "revision");
  }

  /// In the order in which the scripts have them.
  private static List<String> keys(ListKey key) {
    UserId user = key.owner().user();
    var keys = new ArrayList<String>();
    keys.add(revision(user));
    keys.add(
        key(
            user,
            key.recent() ? "recent:" + scope(key) : "list:" + Sha256.hex(WireJson.write(key))));
    if (key.filter().allActive()) {
      keys.add(key(user, "count:" + scope(key)));
    }
    return keys;
  }

  private static String scope(ListKey key) {
    return key.owner().scope().value();
  }

  private static String key(UserId user, String suffix) {
    return RedisKey.of(user, "memories:user:" + user + ":" + suffix);
  }
}
