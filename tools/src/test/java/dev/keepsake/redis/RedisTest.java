package dev.keepsake.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.metric.RedisUse;
import dev.keepsake.rules.Racers;
import java.time.Duration;
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
  private static final Script SLOW = Script.load(RedisTest.class, "slow");
  private static final String COUNTED = "ks:{ada}:count";
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
    return redis.run(RedisUse.LIMIT, COUNT, List.of(COUNTED), List.of()).answer();
  }

  private Optional<String> counted() {
    return redis.find(RedisUse.CACHE, COUNTED);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void pause() {
    pass(Circuit.LONGEST_PAUSE);
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
  void while_redis_is_away_it_is_tried_ever_less_often_however_many_call() {
    server.stop();
    try (var listener = CountingListener.start(server.port(), "")) {
      for (int i = 0; i < CALLS; i++) {
        assertThat(count()).isEmpty();
      }
      int first = listener.visits();
      assertThat(first).isLessThanOrEqualTo(2);
      for (int trial = 1; trial <= 3; trial++) {
        pass(Circuit.PAUSE.multipliedBy(1L << (trial - 1)));
        for (int i = 0; i < CALLS; i++) {
          assertThat(count()).isEmpty();
        }
        assertThat(listener.visits()).isEqualTo(first + trial);
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
      pass(Circuit.PAUSE);
      assertThat(count()).contains(1L);
      pass(Outage.QUIET);
      assertThat(count()).contains(2L);
      assertThat(reports.outages).hasValue(outage);
    }
  }

  /// It answers PING and GET, which says nothing of what scripts need; and what it has may be of
  /// the past, since nobody can tell it.
  @Test
  void a_redis_that_takes_no_writes_is_away_altogether_and_that_is_one_outage() {
    for (String state : List.of("a replica", "without its replicas")) {
      assertThat(count()).as(state).isPresent();
      takeNoWrites(state);
      for (int i = 0; i < 10; i++) {
        assertThat(count()).as(state).isEmpty();
        assertThat(counted()).as(state).isEmpty();
        pause();
      }
      takeWrites();
      pause();
      assertThat(count()).as(state).isPresent();
      assertThat(counted()).as(state).isPresent();
    }
    assertThat(reports.outages).hasValue(2);
  }

  private void takeNoWrites(String state) {
    if (state.equals("a replica")) {
      server.admin(jedis -> jedis.replicaof("127.0.0.1", 1));
    } else {
      pass(Outage.QUIET);
      assertThat(count()).isPresent();
      server.admin(jedis -> jedis.configSet("min-replicas-to-write", "1"));
    }
  }

  private void takeWrites() {
    server.admin(jedis -> jedis.replicaofNoOne());
    server.admin(jedis -> jedis.configSet("min-replicas-to-write", "0"));
  }

  @Test
  void a_redis_that_answers_trials_but_no_calls_is_one_outage_and_asked_ever_less_often() {
    for (int i = 0; i < 4; i++) {
      var answer = redis.run(RedisUse.LIMIT, SLOW, List.of(COUNTED), List.of());
      assertThat(answer).isEqualTo(new Reply.Away<>());
      server.admin(jedis -> jedis.ping()); // when the script has ended
      pass(Circuit.PAUSE.multipliedBy(1L << i).minusNanos(1));
      assertThat(counted()).isEmpty();
      assertThat(server.keys("*")).isEmpty();
      pass(Duration.ofNanos(1));
    }
    assertThat(reports.outages).hasValue(1);
    assertThat(count()).contains(1L);
  }

  @Test
  void
      a_command_that_is_refused_and_carried_out_in_turns_is_told_once_until_it_was_not_for_a_minute() {
    for (int outage = 1; outage <= 2; outage++) {
      for (int i = 0; i < 20; i++) {
        server.admin(jedis -> jedis.lpush(COUNTED, "x"));
        assertThat(count()).isEmpty();
        server.admin(jedis -> jedis.del(COUNTED));
        assertThat(count()).contains(1L);
        server.admin(jedis -> jedis.del(COUNTED));
        pass(Duration.ofSeconds(5));
      }
      assertThat(reports.outages).hasValue(outage);
      pass(Outage.QUIET);
      assertThat(count()).contains(1L);
      server.admin(jedis -> jedis.del(COUNTED));
    }
  }

  @Test
  void connections_are_lost_where_redis_ends_and_not_by_use() {
    long before = redis.lostConnections();
    Racers.race(200, _ -> count());
    assertThat(redis.lostConnections()).isEqualTo(before);
    server.stop();
    server.startAgain();
    count();
    assertThat(redis.lostConnections()).isGreaterThan(before);
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
    server.admin(jedis -> {
      jedis.auth("zebra");
      return jedis.configSet("requirepass", "");
    });
    pause();
    assertThat(count()).contains(1L);
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
