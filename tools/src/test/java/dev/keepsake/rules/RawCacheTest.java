package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.TestMemory;
import dev.keepsake.erase.ErasureRequest;
import dev.keepsake.fetch.CacheFollowUp;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.UserName;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.task.RawSettings;
import dev.keepsake.tool.UserLabel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Raw memories by their ids, over a real Redis.
class RawCacheTest extends RuleTest {
  private static LocalRedis server;

  private final RedisReports reports = new RedisReports();
  private RawCalls ada;

  @BeforeAll
  static void start() {
    server = LocalRedis.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void openWithRedis() {
    server.admin(jedis -> jedis.flushAll());
    memory.close();
    memory =
        TestMemory.over(
            database.openStore(clock),
            KeepsakeSettings.defaults(folder).with(RateLimits.OFF).with(server.url()),
            TestMemory.model(),
            clock,
            new Observers(reports, UserLabel.hashed("key")));
    ada = RawCalls.of(memory, "ada");
  }

  private int reads(Runnable work) {
    int before = reports.reads.get();
    work.run();
    return reports.reads.get() - before;
  }

  private String cached(String id) {
    return server.keys("ks:{*}:raw_memory:" + id).stream()
        .map(key -> server.admin(jedis -> jedis.get(key)))
        .findFirst()
        .orElse("");
  }

  @Test
  void what_the_cache_has_needs_no_database_and_is_the_same() {
    String id = ada.created("one", "filter_tags", json("{\"n\":1.50,\"list\":[{\"a\":null}]}"));
    JsonNode first = ada.got(id);
    assertThat(cached(id)).contains("\"context\":\"one\"");
    assertThat(reads(() -> assertThat(ada.got(id)).isEqualTo(first))).isZero();
    assertThat(reports.hits).hasValue(1);
  }

  @Test
  void a_hit_is_its_owners_alone() {
    String id = ada.created("one");
    ada.got(id);
    RawCalls eve = ada.as("eve");
    eve.created("two");
    for (RawCalls stranger : java.util.List.of(eve, ada.by("local", "work", "work"))) {
      assertThat(stranger.refused("get_raw_memory", "id", id).status()).isEqualTo(404);
    }
  }

  @Test
  void every_change_is_seen_at_once() {
    String id = ada.created("one");
    ada.got(id);
    ada.update(id, "context", "two");
    assertThat(cached(id)).doesNotContain("one");
    assertThat(ada.got(id).path("context").asText()).isEqualTo("two");
    assertThat(ada.got(id).path("context").asText()).isEqualTo("two");
    ada.done("delete_raw_memory", "id", id);
    assertThat(ada.refused("get_raw_memory", "id", id).status()).isEqualTo(404);
    ada.created("three", "id", id);
    assertThat(ada.got(id).path("context").asText()).isEqualTo("three");
    assertThat(reads(() -> ada.got(id))).isZero();
  }

  @Test
  void what_is_cleaned_up_or_erased_leaves_the_cache_too() {
    String old = ada.created("one");
    ada.got(old);
    pass(Duration.ofDays(14));
    String id = ada.created("two");
    ada.got(id);
    memory.keepsake.raw().cleanup().run(RawSettings.DEFAULTS);
    assertThat(cached(old)).isNotEmpty().doesNotContain("one");

    memory
        .keepsake
        .erase()
        .user(
            memory.keepsake.operator(new OrganizationName("local"), new UserName("ada"), "e"),
            new ErasureRequest("Olga", Optional.empty()));
    assertThat(cached(id)).isNotEmpty().doesNotContain("two");
    assertThat(ada.refused("get_raw_memory", "id", id).status()).isEqualTo(404);
  }

  /// As where a process ended before it told the cache.
  @Test
  void a_change_that_the_cache_was_not_told_of_is_told_from_its_row() {
    String id = ada.created("one");
    ada.got(id);
    String before = cached(id);
    ada.update(id, "context", "two");
    assertThat(database.count("cache_invalidations")).isOne();
    String key = server.keys("ks:{*}:raw_memory:" + id).iterator().next();
    server.admin(jedis -> jedis.set(key, before));
    assertThat(ada.got(id).path("context").asText()).isEqualTo("one");
    pass(CacheFollowUp.AGE.plusMillis(1));
    assertThat(memory.keepsake.jobs().run(JobKind.CACHE)).isOne();
    assertThat(ada.got(id).path("context").asText()).isEqualTo("two");
  }

  @Test
  void while_redis_is_away_the_database_answers() {
    String id = ada.created("one");
    ada.got(id);
    server.stop();
    try {
      ada.update(id, "context", "two");
      assertThat(ada.got(id).path("context").asText()).isEqualTo("two");
      assertThat(reports.outages).hasValue(1);
    } finally {
      server.startAgain();
    }
  }
}
