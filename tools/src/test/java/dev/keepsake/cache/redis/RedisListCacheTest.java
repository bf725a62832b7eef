package dev.keepsake.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.cache.ListCache;
import dev.keepsake.cache.ListCache.Total;
import dev.keepsake.cache.ListKey;
import dev.keepsake.cache.Listed;
import dev.keepsake.cache.MemoryCache;
import dev.keepsake.cache.MemoryCache.Told;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Status;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.rules.Racers;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.RecordFilter;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.store.RecordOrder.By;
import dev.keepsake.store.RecordReads.Count;
import dev.keepsake.store.RecordReads.Place;
import dev.keepsake.store.WholeMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a real Redis keeps of lists, and what it never serves.
final class RedisListCacheTest {
  private static final Owner ADA = TestMemories.owner(1, "local");
  private static final Instant NOW = TestMemories.AT.plusSeconds(60);
  private static final String KEYS = "ks:{" + ADA.user() + "}:memories:user:" + ADA.user() + ":";
  private static final ListKey RECENT = key(ADA, 10);
  private static final ListKey TWENTY = key(ADA, 20);

  private static LocalRedis server;

  private final AtomicLong nanos = new AtomicLong(1);
  private final RedisReports reports = new RedisReports();
  private Redis redis;
  private MemoryCache memories;
  private ListCache lists;

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
    memories = new RedisMemoryCache(redis, reports);
    lists = new RedisListCache(redis, reports);
  }

  @AfterEach
  void disconnect() {
    redis.close();
  }

  private static RecordFilter all() {
    return filter(Status.ACTIVE, Optional.empty(), Optional.empty());
  }

  private static RecordFilter filter(
      Status status, Optional<Source> source, Optional<EmbeddingStatus> embedding) {
    return new RecordFilter(status, MemoryFilter.ALL, source, embedding, NOW);
  }

  private static ListKey key(Owner owner, int limit) {
    return new ListKey(owner, all(), RecordOrder.NEWEST, Optional.empty(), 0, limit);
  }

  private static WholeMemory tea(Owner owner, long revision) {
    return TestMemories.whole(
        TestMemories.memory(
            owner, TestMemories.id(7), "Ada likes tea, says " + revision, revision));
  }

  private static Listed list(long revision) {
    return list(ADA, revision, Optional.empty());
  }

  private static Listed list(Owner owner, long revision, Optional<Instant> until) {
    return new Listed(revision, List.of(tea(owner, revision)), true, new Count(41, until));
  }

  private Optional<Listed> found(ListKey key) {
    return lists.find(key, NOW).list();
  }

  private static WholeMemory with(WholeMemory whole, EmbeddingStatus embedding) {
    Memory memory = whole.memory();
    return whole.with(
        new Memory(
            memory.id(),
            memory.owner(),
            memory.statement(),
            memory.origin(),
            memory.lifetime(),
            memory.status(),
            memory.supersededBy(),
            embedding,
            memory.revision()));
  }

  @Test
  void what_was_filled_in_is_found_for_its_time() {
    assertThat(found(TWENTY)).isEmpty();
    lists.fill(TWENTY, list(3), NOW);
    assertThat(found(TWENTY)).contains(list(3));
    assertThat(found(RECENT)).isEmpty();
    lists.fill(RECENT, list(3), NOW);
    assertThat(found(RECENT)).contains(list(3));
    assertThat(lists.find(key(ADA, 30), NOW).total())
        .contains(new Total(3, new Count(41, Optional.empty())));
    assertThat(server.millisLeft(KEYS + "recent:local")).isBetween(50_000L, 60_000L);
    assertThat(server.millisLeft(KEYS + "count:local")).isBetween(110_000L, 120_000L);
    assertThat(server.millisLeft(KEYS + "revision")).isBetween(290_000L, 300_000L);
    String list = server.keys(KEYS + "list:*").iterator().next();
    assertThat(server.millisLeft(list)).isBetween(110_000L, 120_000L);
    assertThat(server.keys("*")).hasSize(4);
    assertThat(reports.listHits).hasValue(2);
    assertThat(reports.listMisses).hasValue(3);
  }

  @Test
  void shorter_lists_of_the_newest_are_the_same_and_every_other_is_another() {
    assertThat(key(ADA, 3)).isEqualTo(RECENT);
    var place = new Place(NOW, TestMemories.id(3));
    var other = TestMemories.owner(1, "other");
    Optional<Place> none = Optional.empty();
    var source = filter(Status.ACTIVE, Optional.of(Source.CHAT), Optional.empty());
    var deleted = filter(Status.DELETED, Optional.empty(), Optional.empty());
    var oldest = new RecordOrder(By.CREATED, true);
    var updated = new RecordOrder(By.UPDATED, false);
    List<ListKey> different =
        List.of(
            RECENT,
            TWENTY,
            key(other, 10),
            key(other, 20),
            new ListKey(ADA, all(), RecordOrder.NEWEST, none, 10, 10),
            new ListKey(ADA, all(), RecordOrder.NEWEST, Optional.of(place), 0, 10),
            new ListKey(ADA, all(), oldest, none, 0, 10),
            new ListKey(ADA, all(), updated, none, 0, 10),
            new ListKey(ADA, source, RecordOrder.NEWEST, none, 0, 10),
            new ListKey(ADA, deleted, RecordOrder.NEWEST, none, 0, 10),
            new ListKey(ADA, deleted, RecordOrder.NEWEST, none, 0, 3));
    var found = new HashSet<ListKey>();
    for (ListKey key : different) {
      assertThat(found(key)).isEmpty();
      lists.fill(key, list(key.owner(), 3, Optional.empty()), NOW);
      found.add(key);
      assertThat(found(key)).isPresent();
    }
    assertThat(found).hasSize(different.size());
    assertThat(server.keys(KEYS + "list:*")).hasSize(different.size() - 2);
  }

  @Test
  void only_its_owner_is_served_whatever_somebody_put_under_the_key() {
    lists.fill(RECENT, list(3), NOW);
    assertThat(found(key(TestMemories.owner(1, "other"), 10))).isEmpty();
    assertThat(found(key(TestMemories.owner(2, "local"), 10))).isEmpty();
    for (Owner wrong : List.of(TestMemories.owner(2, "local"), TestMemories.owner(1, "other"))) {
      Listed theirs = list(wrong, 3, Optional.empty());
      for (ListEntry entry : List.of(ListEntry.of(wrong, theirs), ListEntry.of(ADA, theirs))) {
        server.admin(jedis -> jedis.set(KEYS + "recent:local", entry.write()));
        assertThat(found(RECENT)).isEmpty();
      }
      server.admin(
          jedis -> jedis.set(KEYS + "count:local", ListEntry.total(wrong, theirs).write()));
      assertThat(lists.find(RECENT, NOW).total()).isEmpty();
    }
  }

  @Test
  void every_change_of_the_user_leaves_all_lists_behind_and_lets_newer_ones_in() {
    List<Supplier<Told>> changes =
        List.of(
            () -> memories.invalidate(ADA.user(), TestMemories.id(9), 4),
            () -> memories.invalidateLists(ADA.user(), 4));
    for (Supplier<Told> change : changes) {
      server.admin(jedis -> jedis.flushAll());
      lists.fill(TWENTY, list(3), NOW);
      lists.fill(RECENT, list(3), NOW);
      assertThat(change.get()).isEqualTo(Told.TAKEN);
      assertThat(found(TWENTY)).isEmpty();
      assertThat(found(RECENT)).isEmpty();
      assertThat(lists.find(RECENT, NOW).total()).isEmpty();
      assertThat(server.millisLeft(KEYS + "revision")).isBetween(290_000L, 300_000L);
      lists.fill(TWENTY, list(3), NOW);
      assertThat(found(TWENTY)).isEmpty();
      lists.fill(TWENTY, list(4), NOW);
      assertThat(found(TWENTY)).contains(list(4));
    }
  }

  @Test
  void what_is_told_twice_or_late_takes_nothing_newer_away() {
    memories.invalidateLists(ADA.user(), 4);
    lists.fill(TWENTY, list(5), NOW);
    memories.invalidateLists(ADA.user(), 4);
    memories.invalidate(ADA.user(), TestMemories.id(9), 5);
    assertThat(found(TWENTY)).contains(list(5));
  }

  @Test
  void a_list_is_not_served_once_nobody_knows_how_old_it_may_be() {
    lists.fill(TWENTY, list(3), NOW);
    server.admin(jedis -> jedis.del(KEYS + "revision"));
    assertThat(found(TWENTY)).isEmpty();
    server.admin(jedis -> jedis.set(KEYS + "revision", "junk"));
    assertThat(found(TWENTY)).isEmpty();
    lists.fill(TWENTY, list(3), NOW);
    assertThat(found(TWENTY)).contains(list(3));
  }

  @Test
  void a_list_ends_with_the_first_memory_that_expires() {
    Optional<Instant> until = Optional.of(NOW.plusSeconds(30));
    lists.fill(RECENT, list(ADA, 3, until), NOW);
    assertThat(server.millisLeft(KEYS + "recent:local")).isBetween(20_000L, 30_000L);
    assertThat(server.millisLeft(KEYS + "count:local")).isBetween(20_000L, 30_000L);
    assertThat(lists.find(RECENT, NOW.plusSeconds(29)).list()).isPresent();
    assertThat(lists.find(RECENT, NOW.plusSeconds(30))).isEqualTo(ListCache.Found.NOTHING);
    server.admin(jedis -> jedis.flushAll());
    lists.fill(RECENT, list(ADA, 3, until), NOW.plusSeconds(30));
    assertThat(server.keys("*")).isEmpty();
  }

  @Test
  void what_changes_without_a_revision_is_not_kept() {
    for (EmbeddingStatus status : EmbeddingStatus.values()) {
      if (status != EmbeddingStatus.COMPLETED) {
        List<WholeMemory> unsettled = List.of(tea(ADA, 3), with(tea(ADA, 3), status));
        lists.fill(RECENT, new Listed(3, unsettled, false, list(3).count()), NOW);
      }
    }
    var accessed = new RecordOrder(By.ACCESSED, false);
    var embedded = filter(Status.ACTIVE, Optional.empty(), Optional.of(EmbeddingStatus.COMPLETED));
    lists.fill(new ListKey(ADA, all(), accessed, Optional.empty(), 0, 10), list(3), NOW);
    lists.fill(
        new ListKey(ADA, embedded, RecordOrder.NEWEST, Optional.empty(), 0, 10), list(3), NOW);
    assertThat(server.keys("*")).isEmpty();
  }

  @Test
  void a_list_that_is_very_long_is_not_kept() {
    WholeMemory endless =
        TestMemories.whole(TestMemories.memory(ADA, TestMemories.id(7), "x".repeat(50_000), 3));
    List<WholeMemory> many = Collections.nCopies(6, endless);
    lists.fill(RECENT, new Listed(3, many, false, list(3).count()), NOW);
    assertThat(server.keys("*")).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_absent_and_replaced() {
    for (String junk :
        List.of(
            "junk",
            "{}",
            "{\"revision\":3,\"version\":99,\"user\":\"" + ADA.user() + "\"}",
            ListEntry.of(ADA, list(3)).write().replace("\"active\"", "\"asleep\""),
            ListEntry.of(ADA, list(3)).write().replace("\"memories\":[{", "\"memories\":[null,{"),
            ListEntry.total(ADA, list(3)).write())) {
      lists.fill(RECENT, list(3), NOW);
      server.admin(jedis -> jedis.set(KEYS + "recent:local", junk));
      assertThat(found(RECENT)).isEmpty();
      lists.fill(RECENT, list(3), NOW);
      assertThat(found(RECENT)).contains(list(3));
    }
  }

  /// The writer changes something and tells the cache, as after a commit; readers read, dawdle and
  /// fill in what they have read. What the writer has told may not be seen older after.
  @Test
  void readers_who_race_a_writer_never_see_what_was_before() {
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
                  assertThat(tell(revision)).isEqualTo(Told.TAKEN);
                  told.set(revision);
                }
                ended.set(true);
                return 0L;
              }
              return read(racer % 2 == 0 ? RECENT : TWENTY, stored, told, ended);
            });
    assertThat(served.stream().mapToLong(Long::longValue).sum()).isPositive();
    assertThat(reports.unanswered).hasValue(0);
  }

  private Told tell(long revision) {
    return revision % 2 == 0
        ? memories.invalidateLists(ADA.user(), revision)
        : memories.invalidate(ADA.user(), TestMemories.id(9), revision);
  }

  /// @return how often the cache had it
  private long read(ListKey key, AtomicLong stored, AtomicLong told, AtomicBoolean ended) {
    long hits = 0;
    while (!ended.get()) {
      long least = told.get();
      Optional<Listed> found = found(key);
      if (found.isPresent()) {
        assertThat(found.get().revision()).isGreaterThanOrEqualTo(least);
        hits++;
      } else {
        Listed read = list(stored.get());
        Thread.yield();
        lists.fill(key, read, NOW);
      }
    }
    return hits;
  }

  @Test
  void without_redis_there_is_nothing_and_whoever_invalidates_is_told() {
    lists.fill(RECENT, list(3), NOW);
    server.stop();
    try {
      assertThat(lists.find(RECENT, NOW)).isEqualTo(ListCache.Found.NOTHING);
      lists.fill(RECENT, list(3), NOW);
      assertThat(memories.invalidateLists(ADA.user(), 4)).isEqualTo(Told.AWAY);
    } finally {
      server.startAgain();
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(memories.invalidateLists(ADA.user(), 4)).isEqualTo(Told.TAKEN);
    lists.fill(RECENT, list(3), NOW);
    assertThat(found(RECENT)).isEmpty();
    lists.fill(RECENT, list(4), NOW);
    assertThat(found(RECENT)).contains(list(4));
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void a_redis_that_is_full_takes_nothing_in_but_still_lets_the_past_go() {
    lists.fill(RECENT, list(3), NOW);
    server.admin(jedis -> jedis.set("other", "x".repeat(1 << 20)));
    server.admin(jedis -> jedis.configSet("maxmemory", "100kb"));
    try {
      lists.fill(RECENT, list(4), NOW);
      assertThat(found(RECENT)).contains(list(3));
      assertThat(memories.invalidateLists(ADA.user(), 4)).isEqualTo(Told.TAKEN);
      assertThat(found(RECENT)).isEmpty();
    } finally {
      server.admin(jedis -> jedis.configSet("maxmemory", "0"));
    }
    lists.fill(RECENT, list(3), NOW);
    assertThat(found(RECENT)).isEmpty();
    lists.fill(RECENT, list(4), NOW);
    assertThat(found(RECENT)).contains(list(4));
  }
}
