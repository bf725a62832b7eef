package dev.keepsake.redis;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.limit.redis.RedisWriteLimiter;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import redis.clients.jedis.RedisClient;

/// What is asked of a Redis on the same machine, on virtual threads: a place for a write, and a
/// memory that it has, beside Jedis' bare GET of the same value.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RedisBenchmark {

  @State(Scope.Benchmark)
  public static class Limits {
    private final SettableClock clock = new SettableClock();
    private LocalRedis server;
    private Redis redis;
    private WriteLimiter limiter;

    @Setup
    public void open() {
      server = LocalRedis.start();
      redis = Redis.open(server.url(), Metrics.NONE);
      limiter = new RedisWriteLimiter(redis, RateLimits.DEFAULTS);
    }

    WriteLimiter.Reservation reserve() {
      var random = ThreadLocalRandom.current();
      var user = new UserId(new UUID(random.nextLong(), random.nextLong()));
      var write = new MemoryId(new UUID(random.nextLong(), random.nextLong()));
      return limiter.reserve(user, Optional.of(new ConversationId("talk")), write, clock.instant());
    }

    @TearDown
    public void close() {
      redis.close();
      server.close();
    }
  }

  @State(Scope.Benchmark)
  public static class Memories {
    private LocalRedis server;
    private TestMemory memory;
    private MemoryId id;
    private RedisClient bare;
    private String key;

    @Setup
    public void open() throws IOException {
      server = LocalRedis.start();
      var clock = new SettableClock();
      Path folder = Files.createTempDirectory("keepsake-bench");
      memory =
          TestMemory.over(
              SqliteStore.open(folder, TestMemory.IDS, clock),
              KeepsakeSettings.defaults(folder).with(server.url()),
              TestMemory.model(),
              clock,
              Observers.none());
      id = new MemoryId(UUID.fromString(memory.saved("The user likes tea in the afternoon")));
      fetch();
      key = server.keys("*:memory:*").iterator().next();
      bare = RedisClient.builder().hostAndPort("127.0.0.1", server.port()).build();
    }

    WholeMemory fetch() {
      return memory.keepsake.fetch().run(memory.caller(), id);
    }

    @TearDown
    public void close() {
      bare.close();
      memory.close();
      server.close();
    }
  }

  @Benchmark
  @Threads(32)
  public WriteLimiter.Reservation reserve_32(Limits limits) {
    return limits.reserve();
  }

  @Benchmark
  @Threads(200)
  public WriteLimiter.Reservation reserve_200(Limits limits) {
    return limits.reserve();
  }

  @Benchmark
  public WholeMemory fetch_hit(Memories memories) {
    return memories.fetch();
  }

  @Benchmark
  public String bare_get(Memories memories) {
    return memories.bare.get(memories.key);
  }
}
