package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.cache.redis.RedisMemoryCache;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.fetch.CacheFollowUp;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Status;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.reembed.ReembedOptions;
import dev.keepsake.reembed.ReembedWatch;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.UserLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One memory by its id, over a real Redis and either database.
abstract class FetchMemoryContract {
  private static final String LISTS = "'00000000-0000-0000-0000-000000000000'";

  private static LocalRedis server;

  @TempDir Path folder;
  final SettableClock clock = new SettableClock();
  final RedisReports reports = new RedisReports();
  TestMemory memory;

  abstract SqlStore openStore();

  /// The number that the query answers.
  abstract long number(String query);

  /// Changes of memories that the cache is to be told of.
  private long rows() {
    return number("select count(*) from cache_invalidations where memory_id <> " + LISTS);
  }

  private long listRows() {
    return number("select count(*) from cache_invalidations where memory_id = " + LISTS);
  }

  @BeforeAll
  static void start() {
    server = LocalRedis.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    server.admin(jedis -> jedis.flushAll());
    memory = open(TestMemory.model(), "local");
  }

  private TestMemory open(Embedder embedder, String scope) {
    return open(new KeepsakeParts(embedder, TestMemory.IDS, clock), scope);
  }

  private TestMemory open(KeepsakeParts parts, String scope) {
    var settings =
        KeepsakeSettings.defaults(folder)
            .with(RateLimits.OFF)
            .with(new Scope(scope))
            .with(server.url());
    return TestMemory.over(
        openStore(), settings, parts, clock, new Observers(reports, UserLabel.hashed("key")));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  final Memory fetched(String id) {
    return fetched(memory.caller(), id);
  }

  private Memory fetched(Caller caller, String id) {
    return whole(caller, id).memory();
  }

  private WholeMemory whole(Caller caller, String id) {
    return memory.keepsake.fetch().run(caller, new MemoryId(UUID.fromString(id)));
  }

  final void assertUnknown(String id) {
    assertUnknown(memory.caller(), id);
  }

  private void assertUnknown(Caller caller, String id) {
    assertThatThrownBy(() -> fetched(caller, id))
        .asInstanceOf(InstanceOfAssertFactories.type(MemoryException.class))
        .returns(ErrorCode.NOT_FOUND, MemoryException::code)
        .returns("There is no memory %s.".formatted(id), MemoryException::getMessage);
  }

  /// How many transactions reading took.
  private int reads(Runnable work) {
    int before = reports.reads.get();
    work.run();
    return reports.reads.get() - before;
  }

  private void delete(String id) {
    memory.done("delete_memory", "memory_ids", List.of(id), "confirm", true);
  }

  @Test
  void what_the_cache_has_needs_no_database() {
    String id = memory.saved("The user likes tea");

    assertThat(reads(() -> fetched(id))).isOne();
    assertThat(
            reads(() -> assertThat(fetched(id).content().text()).isEqualTo("The user likes tea")))
        .isZero();
    assertThat(reports.hits).hasValue(1);
  }

  @Test
  void the_cache_answers_as_the_database_does() {
    String id = memory.saved("The user likes tea", "importance", 0.25);
    Memory first = fetched(id);
    assertThat(fetched(id)).isEqualTo(first);
    assertThat(reports.hits).hasValue(1);
  }

  @Test
  void what_was_replaced_says_so_at_once() {
    String id = memory.saved("The user lives in Berlin");
    fetched(id);
    String next = memory.saved("The user lives in Lisbon", "supersedes", id);

    for (int i = 0; i < 2; i++) {
      assertThat(fetched(id).status()).isEqualTo(Status.SUPERSEDED);
      assertThat(fetched(id).supersededBy()).contains(fetched(next).id());
    }
    assertThat(reports.hits.get()).isPositive();
  }

  @Test
  void what_was_deleted_foreign_expired_or_never_there_is_told_in_the_same_words() {
    String id = memory.saved("The user likes tea");
    fetched(id);
    memory.save("Somebody else was here");
    assertUnknown(memory.callerOf("bob"), id);
    memory.as("bob");
    memory.saved("Bob likes milk");
    assertUnknown(id);
    memory.as("ada");
    try (var other = open(TestMemory.model(), "other")) {
      assertUnknown(other.caller(), id);
      assertUnknown(other.caller(), id);
    }
    assertUnknown(UUID.randomUUID().toString());
    delete(id);
    assertUnknown(id);
    assertUnknown(id);
    assertThat(server.keys("*:memory:*").stream().map(key -> server.admin(jedis -> jedis.get(key))))
        .noneMatch(value -> value.contains("tea"));
  }

  @Test
  void what_was_restored_is_there_again() {
    String id = memory.saved("The user likes tea");
    delete(id);
    assertUnknown(id);
    memory.keepsake.restore().run(memory.caller(), new MemoryId(UUID.fromString(id)));
    assertThat(fetched(id).active()).isTrue();
  }

  /// The state of its vector changes without the cache being told.
  @Test
  void a_memory_is_cached_only_when_it_has_its_vector() {
    var held = new HeldEmbedder();
    held.late(true);
    try (var early = open(held, "local")) {
      String id = early.saved("The user likes tea");
      fetched(id);
      fetched(id);
      assertThat(reports.hits).hasValue(0);
      memory.keepsake.jobs().run(JobKind.EMBEDDINGS);
      fetched(id);
      fetched(id);
      assertThat(reports.hits).hasValue(1);
    }
  }

  @Test
  void another_model_and_a_vector_that_it_lacks_are_seen_at_once() {
    String tea = memory.saved("The user likes tea");
    String odd = memory.saved("The user speaks Volapük");
    fetched(tea);
    fetched(odd);
    var next = new BusyEmbedder(new EmbeddingSpace("new", 64));
    next.refuse("Volapük");
    var parts =
        new KeepsakeParts(next, _ -> TestMemory.model(), TestMemory.IDS, clock, Optional.empty());
    try (var changed = open(parts, "local")) {
      while (changed.keepsake.jobs().run(JobKind.NEW_MODEL) > 0) {}
      assertThat(whole(memory.caller(), tea).embedded().orElseThrow().model()).isEqualTo("new");
      assertThat(fetched(odd).embedding()).isEqualTo(EmbeddingStatus.COMPLETED);
      var switched = changed.keepsake.reembed().run(new ReembedOptions(true, false), UNWATCHED);
      assertThat(switched.switched()).isTrue();
      assertThat(fetched(odd).embedding()).isEqualTo(EmbeddingStatus.PENDING);
    }
  }

  private static final ReembedWatch UNWATCHED =
      new ReembedWatch() {
        @Override
        public void begins(long memories) {}

        @Override
        public void reached(long embedded) {}
      };

  @Test
  void whoever_may_not_read_gets_nothing_even_from_the_cache() {
    String id = memory.saved("The user likes tea");
    fetched(id);
    Caller may = memory.caller();
    var writer =
        new Caller(
            may.tenant(),
            Set.of(Right.WRITE),
            may.user(),
            may.conversation(),
            may.correlationId(),
            may.entry());
    assertThatThrownBy(() -> fetched(writer, id))
        .asInstanceOf(InstanceOfAssertFactories.type(MemoryException.class))
        .returns(ErrorCode.FORBIDDEN, MemoryException::code);
  }

  @Test
  void changes_leave_a_row_each_and_plain_saves_one_for_all_lists_of_the_user() {
    memory.saved("The user likes tea");
    String id = memory.saved("The user lives in Berlin");
    assertThat(rows()).isZero();
    assertThat(listRows()).isOne();
    String next = memory.saved("The user lives in Lisbon", "supersedes", id);
    assertThat(rows()).isOne();
    delete(next);
    assertThat(rows()).isEqualTo(3); // the whole chain
    memory.keepsake.restore().run(memory.caller(), new MemoryId(UUID.fromString(id)));
    assertThat(rows()).isEqualTo(5);
    assertThat(listRows()).isOne();
  }

  @Test
  void rows_are_told_once_they_are_a_second_old_and_removed_when_no_older_value_can_be_left() {
    String id = memory.saved("The user lives in Berlin");
    fetched(id);
    WholeMemory before = whole(memory.caller(), id);
    memory.saved("The user lives in Lisbon", "supersedes", id);
    assertThat(followUp()).isZero();

    // Redis has lost what it was told, and a reader that was slow fills in what it had read
    server.admin(jedis -> jedis.flushAll());
    try (var redis = server.connect(reports, new AtomicLong(1))) {
      new RedisMemoryCache(redis, reports).fill(before);
    }
    assertThat(fetched(id).status()).isEqualTo(Status.ACTIVE);
    clock.advance(CacheFollowUp.AGE.plusMillis(1));
    assertThat(followUp()).isEqualTo(2); // the lists, too
    assertThat(fetched(id).status()).isEqualTo(Status.SUPERSEDED);
    assertThat(followUp()).isZero();
    assertThat(rows()).isOne();
    clock.advance(CacheFollowUp.KEPT);
    assertThat(followUp()).isEqualTo(2);
    assertThat(rows() + listRows()).isZero();
    assertThat(followUp()).isZero();
  }

  private int followUp() {
    return memory.keepsake.jobs().run(JobKind.CACHE);
  }

  /// As where a replica is promoted that was behind, or a server is started with old data.
  @Test
  void what_the_cache_may_have_lost_with_its_connections_is_told_again() {
    String id = memory.saved("The user lives in Berlin");
    WholeMemory before = whole(memory.caller(), id);
    memory.saved("The user lives in Lisbon", "supersedes", id);
    clock.advance(CacheFollowUp.AGE.plusMillis(1));
    assertThat(followUp()).isEqualTo(2);

    server.stop();
    server.startAgain();
    try (var redis = server.connect(reports, new AtomicLong(1))) {
      new RedisMemoryCache(redis, reports).fill(before);
    }
    assertThat(fetched(id).status()).isEqualTo(Status.ACTIVE);
    clock.advance(Duration.ofMillis(1));
    assertThat(followUp()).isEqualTo(2);
    assertThat(fetched(id).status()).isEqualTo(Status.SUPERSEDED);
    assertThat(followUp()).isZero();
  }

  @Test
  void a_process_that_begins_tells_again_what_others_have_told() {
    String id = memory.saved("The user lives in Berlin");
    memory.saved("The user lives in Lisbon", "supersedes", id);
    clock.advance(CacheFollowUp.AGE.plusMillis(1));
    assertThat(followUp()).isEqualTo(2);
    clock.advance(Duration.ofMillis(1));
    try (var later = open(TestMemory.model(), "local")) {
      assertThat(later.keepsake.jobs().run(JobKind.CACHE)).isEqualTo(2);
      assertThat(later.keepsake.jobs().run(JobKind.CACHE)).isZero();
    }
    assertThat(followUp()).isZero();
  }

  @Test
  void a_change_that_the_cache_refuses_is_in_the_way_of_no_other() {
    String berlin = memory.saved("The user lives in Berlin");
    memory.saved("The user lives in Lisbon", "supersedes", berlin);
    String key = server.keys("*:memory:" + berlin).iterator().next();
    server.admin(jedis -> jedis.del(key));
    server.admin(jedis -> jedis.lpush(key, "somebody else's"));
    clock.advance(Duration.ofMillis(1));
    delete(memory.saved("The user likes tea"));
    clock.advance(CacheFollowUp.AGE.plusMillis(1));

    assertThat(followUp()).isEqualTo(2);
    assertThat(followUp()).isZero();

    server.admin(jedis -> jedis.del(key));
    assertThat(followUp()).isOne();
  }

  @Test
  void while_redis_is_away_everything_is_answered_and_rows_wait() {
    String id = memory.saved("The user lives in Berlin");
    fetched(id);
    server.stop();
    try {
      memory.saved("The user lives in Lisbon", "supersedes", id);
      assertThat(fetched(id).status()).isEqualTo(Status.SUPERSEDED);
      clock.advance(Duration.ofSeconds(2));
      assertThat(followUp()).isZero();
      assertThat(rows()).isOne();
    } finally {
      server.startAgain();
    }
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void what_is_removed_for_good_leaves_the_cache_too() {
    String id = memory.saved("The user lives in Berlin");
    String next = memory.saved("The user lives in Lisbon", "supersedes", id);
    delete(next);
    clock.advance(Duration.ofDays(31));
    followUp();
    assertThat(rows()).isZero();

    memory.keepsake.jobs().run(JobKind.PURGE);

    assertThat(rows()).isEqualTo(2);
    assertUnknown(id);
  }

  @Test
  void without_a_cache_no_row_is_written() {
    memory.close();
    memory =
        TestMemory.over(
            openStore(),
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
            TestMemory.model(),
            clock);
    String id = memory.saved("The user lives in Berlin");
    memory.saved("The user lives in Lisbon", "supersedes", id);
    delete(id);
    assertThat(rows() + listRows()).isZero();
    assertThat(memory.keepsake.jobs().kinds()).doesNotContain(JobKind.CACHE);
  }
}
