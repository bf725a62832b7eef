package dev.keepsake.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.metric.RedisUse;
import dev.keepsake.rules.Racers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/// Calls to a Redis that comes and goes: they are answered by nobody, and soon.
final class RedisTest {
  private static final Script COUNT = Script.load(RedisTest.class, "count");
  private static final int CALLS = 500;

  private final AtomicLong nanos = new AtomicLong(1);
  private final RedisReports reports = new RedisReports();
  private LocalRedis server;
  private Redis redis;

  @BeforeEach
  void open() {
    server = LocalRedis.start();
    redis = server.connect(reports, nanos);
  }

  @AfterEach
  void close() {
    redis.close();
    server.close();
  }

  private Optional<Object> count() {
    return redis.run(RedisUse.LIMIT, COUNT, List.of("ks:{ada}:count"), List.of());
  }

  private void pause() {
    nanos.addAndGet(Circuit.PAUSE.toNanos());
  }

  /// How often Redis was asked for the script.
  private String asked() {
    return server
        .admin(jedis -> jedis.info("commandstats"))
        .lines()
        .filter(line -> line.startsWith("cmdstat_evalsha:"))
        .findFirst()
        .map(line -> line.replaceAll(".*:calls=(\\d+).*", "$1"))
        .orElse("0");
  }

  @Test
  void a_script_that_redis_does_not_know_is_handed_over() {
    assertThat(count()).contains(1L);
    server.admin(jedis -> jedis.scriptFlush());
    assertThat(count()).contains(2L);
    assertThat(reports.outages).hasValue(0);
  }

  @Test
  void a_redis_that_was_started_anew_between_two_calls_is_not_missed() {
    assertThat(count()).contains(1L);
    server.stop();
    server.startAgain();
    assertThat(count()).contains(1L);
    assertThat(reports.unanswered).hasValue(0);
  }

  @Test
  void connections_that_redis_has_closed_are_not_missed() {
    assertThat(count()).contains(1L);
    server.command(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
    assertThat(count()).contains(2L);
    assertThat(reports.outages).hasValue(0);
  }

  @Test
  void while_redis_is_away_it_is_tried_once_a_second_however_many_call() {
    server.stop();
    try (var listener = CountingListener.start(server.port(), "")) {
      for (int i = 0; i < CALLS; i++) {
        assertThat(count()).isEmpty();
      }
      int first = listener.visits();
      assertThat(first).isLessThanOrEqualTo(2);
      for (int second = 1; second <= 3; second++) {
        pause();
        for (int i = 0; i < CALLS; i++) {
          assertThat(count()).isEmpty();
        }
        assertThat(listener.visits()).isEqualTo(first + second);
      }
    }
    assertThat(reports.outages).hasValue(1);
    assertThat(reports.unanswered).hasValue(4 * CALLS);
  }

  @Test
  void it_is_back_by_itself_and_a_second_outage_is_told_again() {
    for (int outage = 1; outage <= 2; outage++) {
      server.stop();
      assertThat(count()).isEmpty();
      server.startAgain();
      assertThat(count()).isEmpty();
      pause();
      assertThat(count()).contains(1L);
      assertThat(reports.outages).hasValue(outage);
    }
  }

  @Test
  void a_redis_that_is_away_at_the_start_is_taken_up_when_it_comes() {
    server.stop();
    try (var early = server.connect(reports, nanos)) {
      assertThat(early.find(RedisUse.CACHE, "ks:{ada}:count")).isEmpty();
      assertThat(reports.outages).hasValue(1);
      server.startAgain();
      server.admin(jedis -> jedis.set("ks:{ada}:count", "7"));
      pause();
      assertThat(early.find(RedisUse.CACHE, "ks:{ada}:count")).contains("7");
    }
  }

  @Test
  void a_redis_that_is_slow_is_waited_for_by_the_first_callers_alone() {
    assertThat(count()).contains(1L);
    String before = asked();
    String process = server.processId();
    server.freeze();
    List<Optional<Object>> answers = Racers.race(CALLS, _ -> count());
    assertThat(answers).allMatch(Optional::isEmpty);
    pause();
    assertThat(count()).isEmpty(); // a trial that fails
    server.thaw(process);
    pause();
    assertThat(count()).isPresent();

    // those that had a connection when the first one's time was over, and the last
    assertThat(Integer.parseInt(asked()) - Integer.parseInt(before))
        .isBetween(1, Connections.MOST + 1);
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void a_password_that_is_changed_under_way_is_an_outage_until_it_is_changed_back() {
    server.admin(jedis -> jedis.configSet("requirepass", "zebra"));
    server.stop(); // known connections stay known
    server.startAgain();
    server.admin(jedis -> jedis.configSet("requirepass", "zebra"));
    assertThat(count()).isEmpty();
    pause();
    assertThat(count()).isEmpty();
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void a_command_that_redis_refuses_is_told_once_and_others_go_on() {
    server.admin(jedis -> jedis.set("ks:{ada}:word", "x"));
    server.admin(jedis -> jedis.lpush("ks:{ada}:count", "x"));
    assertThat(count()).isEmpty();
    assertThat(count()).isEmpty();
    assertThat(redis.find(RedisUse.CACHE, "ks:{ada}:word")).contains("x");
    assertThat(reports.outages).hasValue(1);
    server.admin(jedis -> jedis.del("ks:{ada}:count"));
    assertThat(count()).contains(1L);
  }

  /// Its broken connection says nothing about Redis.
  @Test
  void a_caller_that_is_interrupted_begins_no_outage() {
    Thread.currentThread().interrupt();
    assertThat(count()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(count()).contains(1L);
    assertThat(reports.outages).hasValue(0);
  }

  @Test
  void two_hundred_callers_all_get_an_answer() {
    assertThat(Racers.race(200, _ -> count())).allMatch(Optional::isPresent);
    assertThat(count()).contains(201L);
  }
}
