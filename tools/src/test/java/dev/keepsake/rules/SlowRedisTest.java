package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.redis.LateProxy;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.store.sqlite.SqliteStore;
import dev.keepsake.tool.UserLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Keepsake at work, whose Redis becomes slow under way.
final class SlowRedisTest {
  private static final int WRITERS = 8;
  private static final int SAVES = 10;

  /// More than a call waits.
  private static final Duration SLOW = Duration.ofMillis(250);

  @TempDir private Path folder;
  private final RedisReports reports = new RedisReports();
  private final AtomicInteger statements = new AtomicInteger();
  private LocalRedis server;
  private LateProxy proxy;
  private TestMemory memory;

  @BeforeEach
  void open() {
    server = LocalRedis.start();
    proxy = LateProxy.before(server);
    var clock = new SettableClock();
    memory =
        TestMemory.over(
            SqliteStore.open(folder, TestMemory.IDS, clock),
            KeepsakeSettings.defaults(folder).with(new RateLimits(0, 10_000)).with(proxy.url()),
            new WordEmbedder(),
            clock,
            new Observers(reports, UserLabel.hashed("key")));
  }

  @AfterEach
  void close() {
    memory.close();
    proxy.close();
    server.close();
  }

  private List<String> save(int writers) {
    return Racers.race(
        writers,
        _ -> {
          for (int i = 0; i < SAVES; i++) {
            memory.saved("The user owns book number " + statements.incrementAndGet());
          }
          return "created";
        });
  }

  private long counted() {
    return server.keys("*:hourly:*").stream()
        .mapToLong(key -> server.admin(jedis -> jedis.zcard(key)))
        .sum();
  }

  @Test
  void every_write_is_granted_few_wait_and_it_is_told_once_until_redis_is_back() {
    save(WRITERS);
    assertThat(counted()).isPositive();

    proxy.delay(SLOW);
    int before = proxy.questions();
    save(WRITERS);
    // those that were asked before the first was late, and not one of each save
    assertThat(proxy.questions() - before).isLessThanOrEqualTo(2 * WRITERS);
    assertThat(reports.unanswered).hasValueGreaterThan((SAVES - 2) * WRITERS);

    proxy.delay(Duration.ZERO);
    saveUntilCounted();
    assertThat(reports.outages).hasValue(1);
  }

  /// For as long as the circuit pauses, at most.
  private void saveUntilCounted() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    long sofar = counted();
    while (counted() == sofar) {
      assertThat(System.nanoTime()).isLessThan(end);
      save(1);
    }
  }
}
