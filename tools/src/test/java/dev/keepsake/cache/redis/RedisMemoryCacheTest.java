package dev.keepsake.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.cache.MemoryCache.Told;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.rules.Racers;
import dev.keepsake.store.WholeMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a real Redis keeps of memories, and what it never serves.
final class RedisMemoryCacheTest {
  private static final Owner ADA = TestMemories.owner(1, "local");
  private static final MemoryId ID = TestMemories.id(7);
  private static final String KEY = "ks:{" + ADA.user() + "}:memory:" + ID;

  private static LocalRedis server;

  private final AtomicLong nanos = new AtomicLong(1);
  private final RedisReports reports = new RedisReports();
  private Redis redis;
  private MemoryCache cache;

  @BeforeAll
  static void start() {
    server = LocalRedis.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    server.admin(jedis -> jedis.flushAll());
    redis = server.connect(reports, nanos);
    cache = new RedisMemoryCache(redis, reports);
  }

  @AfterEach
  void disconnect() {
    redis.close();
  }

  private static WholeMemory tea(long revision) {
    return TestMemories.whole(
        TestMemories.memory(ADA, ID, "Ada likes tea, says " + revision, revision));
  }

  private Optional<WholeMemory> found() {
    return cache.find(ADA, ID);
  }

  @Test
  void what_was_filled_in_is_found_for_five_minutes() {
    assertThat(found()).isEmpty();
    cache.fill(tea(3));
    assertThat(found()).contains(tea(3));
    assertThat(server.keys("*")).containsExactly(KEY);
    assertThat(server.millisLeft(KEY)).isBetween(290_000L, 300_000L);
    assertThat(reports.hits).hasValue(1);
    assertThat(reports.misses).hasValue(1);
  }

  @Test
  void only_its_owner_is_served() {
    cache.fill(tea(3));
    assertThat(cache.find(TestMemories.owner(1, "other"), ID)).isEmpty();
    assertThat(cache.find(TestMemories.owner(2, "local"), ID)).isEmpty();
    assertThat(found()).isPresent();
  }

  @Test
  void not_even_what_somebody_put_under_the_owners_key() {
    Memory bobs = TestMemories.memory(TestMemories.owner(2, "local"), ID, "Bob likes milk", 3);
    Memory another = TestMemories.memory(ADA, TestMemories.id(8), "Ada likes milk", 3);
    for (Memory wrong : List.of(bobs, another)) {
      server.admin(jedis -> jedis.set(KEY, Entry.of(TestMemories.whole(wrong)).write()));
      assertThat(found()).isEmpty();
    }
  }

  @Test
  void a_tombstone_refuses_the_past_for_five_minutes_and_lets_the_present_in() {
    cache.fill(tea(3));
    assertThat(cache.invalidate(ADA.user(), ID, 4)).isEqualTo(Told.TAKEN);
    assertThat(found()).isEmpty();
    assertThat(server.millisLeft(KEY)).isBetween(290_000L, 300_000L);
    cache.fill(tea(3));
    assertThat(found()).isEmpty();
    cache.fill(tea(4));
    assertThat(found()).contains(tea(4));
  }

  @Test
  void a_newer_value_is_not_replaced_by_an_older_one() {
    cache.fill(tea(5));
    cache.fill(tea(4));
    assertThat(found()).contains(tea(5));
  }

  @Test
  void what_is_told_twice_or_late_takes_nothing_newer_away() {
    cache.invalidate(ADA.user(), ID, 4);
    cache.fill(tea(5));
    assertThat(cache.invalidate(ADA.user(), ID, 4)).isEqualTo(Told.TAKEN);
    assertThat(cache.invalidate(ADA.user(), ID, 5)).isEqualTo(Told.TAKEN);
    assertThat(found()).contains(tea(5));
    cache.invalidate(ADA.user(), ID, 7);
    cache.invalidate(ADA.user(), ID, 6);
    cache.fill(tea(6));
    assertThat(found()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_absent_and_replaced() {
    for (String junk : List.of("junk", "{\"revision\":3,\"version\":99,\"memory\":{}}", "{}")) {
      server.admin(jedis -> jedis.set(KEY, junk));
      assertThat(found()).isEmpty();
      cache.fill(tea(3));
      assertThat(found()).contains(tea(3));
    }
  }

  @Test
  void whoever_invalidates_what_redis_refuses_is_told() {
    server.admin(jedis -> jedis.lpush(KEY, "somebody else's"));
    assertThat(cache.invalidate(ADA.user(), ID, 4)).isEqualTo(Told.REFUSED);
    assertThat(found()).isEmpty();
  }

  /// While servers are brought up to date one by one.
  @Test
  void a_tombstone_of_another_version_is_heeded() {
    server.admin(jedis -> jedis.set(KEY, "{\"revision\":9,\"version\":99,\"reason\":\"new\"}"));
    cache.fill(tea(8));
    assertThat(found()).isEmpty();
  }

  /// The writer changes the memory and tells the cache, as after a commit; readers read, dawdle and
  /// fill in what they have read. What the writer has told may not be seen older after.
  @Test
  void readers_who_race_a_writer_never_see_what_it_has_replaced() {
    var stored = new AtomicLong(1); // the database
    var told = new AtomicLong(1);
    var ended = new AtomicBoolean();
    List<Long> served =
        Racers.race(
            17,
            racer -> {
              if (racer == 0) {
                for (long revision = 2; revision <= 300; revision++) {
                  stored.set(revision);
                  assertThat(cache.invalidate(ADA.user(), ID, revision)).isEqualTo(Told.TAKEN);
                  told.set(revision);
                }
                ended.set(true);
                return 0L;
              }
              return read(stored, told, ended);
            });
    assertThat(served.stream().mapToLong(Long::longValue).sum()).isPositive();
    assertThat(reports.unanswered).hasValue(0);
  }

  /// @return how often the cache had it
  private long read(AtomicLong stored, AtomicLong told, AtomicBoolean ended) {
    long hits = 0;
    while (!ended.get()) {
      long least = told.get();
      Optional<WholeMemory> found = found();
      if (found.isPresent()) {
        assertThat(found.get().memory().revision()).isGreaterThanOrEqualTo(least);
        hits++;
      } else {
        WholeMemory read = tea(stored.get());
        Thread.yield();
        cache.fill(read);
      }
    }
    return hits;
  }

  @Test
  void without_redis_there_is_nothing_and_whoever_invalidates_is_told() {
    cache.fill(tea(3));
    server.stop();
    try {
      assertThat(found()).isEmpty();
      cache.fill(tea(3));
      assertThat(cache.invalidate(ADA.user(), ID, 4)).isEqualTo(Told.AWAY);
    } finally {
      server.startAgain();
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(cache.invalidate(ADA.user(), ID, 4)).isEqualTo(Told.TAKEN);
    cache.fill(tea(3));
    assertThat(found()).isEmpty();
    cache.fill(tea(4));
    assertThat(found()).contains(tea(4));
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void a_redis_that_is_full_takes_nothing_in_but_still_lets_the_past_go() {
    cache.fill(tea(3));
    server.admin(jedis -> jedis.set("other", "x".repeat(1 << 20)));
    server.admin(jedis -> jedis.configSet("maxmemory", "100kb"));
    try {
      cache.fill(tea(4));
      cache.fill(tea(4));
      assertThat(reports.outages).hasValue(1);
      assertThat(found()).contains(tea(3));
      assertThat(cache.invalidate(ADA.user(), ID, 4)).isEqualTo(Told.TAKEN);
      assertThat(found()).isEmpty();
    } finally {
      server.admin(jedis -> jedis.configSet("maxmemory", "0"));
    }
    cache.fill(tea(3));
    assertThat(found()).isEmpty();
    cache.fill(tea(4));
    assertThat(found()).contains(tea(4));
  }
}
