package dev.keepsake.limit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.limit.WriteLimiter.Exceeded;
import dev.keepsake.limit.WriteLimiter.Reservation;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.Redis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.rules.Racers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many writes are granted, by a real Redis.
final class RedisWriteLimiterTest {
  private static final Optional<ConversationId> NO_CONVERSATION = Optional.empty();
  private static final Optional<ConversationId> TALK =
      Optional.of(new ConversationId("talk {1} \"é\""));
  private static final UserId ADA = user(1);
  private static final UserId BOB = user(2);

  private static LocalRedis server;

  private final SettableClock clock = new SettableClock();
  private final AtomicLong nanos = new AtomicLong(1);
  private final RedisReports reports = new RedisReports();
  private Redis redis;

  private static UserId user(int number) {
    return new UserId(new UUID(0, number));
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
  void connect() {
    server.admin(jedis -> jedis.flushAll());
    redis = server.connect(reports, nanos);
  }

  @AfterEach
  void disconnect() {
    redis.close();
  }

  private WriteLimiter limiter(int perConversation, int perHour) {
    return new RedisWriteLimiter(redis, new RateLimits(perConversation, perHour));
  }

  private static MemoryId another() {
    return new MemoryId(TestMemory.IDS.next());
  }

  private Reservation reserve(WriteLimiter limiter, Optional<ConversationId> conversation) {
    return limiter.reserve(ADA, conversation, another(), clock.instant());
  }

  private static Reservation granted(int remaining) {
    return new Reservation.Granted(remaining);
  }

  private static Reservation refusedForTheHour(int limit, Duration wait) {
    return new Reservation.Refused(new Exceeded("rate_limit_hour", limit, Optional.of(wait)));
  }

  private static Reservation refusedInConversation(int limit) {
    return new Reservation.Refused(
        new Exceeded("rate_limit_conversation", limit, Optional.empty()));
  }

  @Test
  void two_hundred_racers_get_exactly_as_many_places_as_there_are() {
    var limiter = limiter(30, 25);

    List<Reservation> answers = Racers.race(200, _ -> reserve(limiter, TALK));

    assertThat(answers.stream().filter(Reservation.Granted.class::isInstance)).hasSize(25);
    assertThat(reports.unanswered).hasValue(0);
  }

  @Test
  void racers_over_two_servers_get_no_more() {
    try (var other = server.connect(reports, nanos)) {
      var limiters = List.of(limiter(10, 25), new RedisWriteLimiter(other, new RateLimits(10, 25)));

      List<Reservation> answers = Racers.race(200, i -> reserve(limiters.get(i % 2), TALK));

      assertThat(answers.stream().filter(Reservation.Granted.class::isInstance)).hasSize(10);
      assertThat(answers).contains(refusedInConversation(10));
    }
  }

  @Test
  void the_places_left_are_those_of_the_tightest_limit() {
    var limiter = limiter(3, 10);

    assertThat(reserve(limiter, TALK)).isEqualTo(granted(2));
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(1));
    assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(7));
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    assertThat(reserve(limiter, TALK)).isEqualTo(refusedInConversation(3));
  }

  @Test
  void what_one_limit_refuses_takes_no_place_under_the_other() {
    var limiter = limiter(1, 3);
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    for (int i = 0; i < 5; i++) {
      assertThat(reserve(limiter, TALK)).isEqualTo(refusedInConversation(1));
    }
    assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(1));
    assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(0));

    var other = Optional.of(new ConversationId("other"));
    assertThat(reserve(limiter, other)).isEqualTo(refusedForTheHour(3, Duration.ofHours(1)));
    clock.advance(Duration.ofHours(1));
    assertThat(reserve(limiter, other)).isEqualTo(granted(0));
  }

  @Test
  void what_is_released_is_free_again_under_both() {
    var limiter = limiter(1, 1);
    MemoryId write = another();
    limiter.reserve(ADA, TALK, write, clock.instant());
    limiter.release(ADA, TALK, write);
    limiter.release(ADA, TALK, write);

    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    limiter.release(ADA, TALK, another());
    assertThat(reserve(limiter, TALK)).isEqualTo(refusedInConversation(1));
  }

  /// It keeps what was counted.
  private void takeNoWrites() {
    server.admin(jedis -> jedis.replicaof("127.0.0.1", 1));
  }

  private void takeWrites() {
    server.admin(jedis -> jedis.replicaofNoOne());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void what_redis_was_away_to_take_back_is_given_back_with_the_next_call_it_answers() {
    var limiter = limiter(1, 0);
    MemoryId write = another();
    limiter.reserve(ADA, TALK, write, clock.instant());
    takeNoWrites();
    limiter.release(ADA, TALK, write);
    takeWrites();

    limiter.reserve(BOB, TALK, another(), clock.instant());

    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    assertThat(reserve(limiter, TALK)).isEqualTo(refusedInConversation(1));
  }

  @Test
  void a_place_that_is_taken_again_meanwhile_is_not_given_back() {
    var limiter = limiter(1, 0);
    MemoryId write = another();
    limiter.reserve(ADA, TALK, write, clock.instant());
    takeNoWrites();
    limiter.release(ADA, TALK, write);
    takeWrites();

    assertThat(limiter.reserve(ADA, TALK, write, clock.instant())).isEqualTo(granted(0));

    limiter.reserve(BOB, TALK, another(), clock.instant());
    assertThat(reserve(limiter, TALK)).isEqualTo(refusedInConversation(1));
  }

  @Test
  void of_too_many_places_the_newest_are_kept() {
    var unreturned = new Unreturned();
    var writes = new ArrayList<MemoryId>();
    for (int i = 0; i < Unreturned.MOST + 2; i++) {
      writes.add(another());
      unreturned.add(new Unreturned.Place(List.of("key"), writes.getLast()));
    }
    assertThat(unreturned.next()).map(Unreturned.Place::write).contains(writes.get(2));
  }

  @Test
  void a_write_that_is_reserved_again_takes_no_second_place() {
    var limiter = limiter(2, 2);
    MemoryId write = another();
    assertThat(limiter.reserve(ADA, TALK, write, clock.instant())).isEqualTo(granted(1));
    assertThat(limiter.reserve(ADA, TALK, write, clock.instant())).isEqualTo(granted(1));
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    assertThat(limiter.reserve(ADA, TALK, write, clock.instant())).isEqualTo(granted(0));
  }

  @Test
  void the_hour_slides_and_says_to_the_millisecond_when_a_place_is_free() {
    var limiter = limiter(0, 3);
    for (int minutes : List.of(10, 20, 0)) {
      reserve(limiter, NO_CONVERSATION);
      clock.advance(Duration.ofMinutes(minutes));
    }
    var wait = Duration.ofMinutes(30);
    assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(refusedForTheHour(3, wait));
    clock.advance(wait.minusMillis(1));
    assertThat(reserve(limiter, NO_CONVERSATION))
        .isEqualTo(refusedForTheHour(3, Duration.ofMillis(1)));
    clock.advance(Duration.ofMillis(1));
    assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(0));
    assertThat(reserve(limiter, NO_CONVERSATION))
        .isEqualTo(refusedForTheHour(3, Duration.ofMinutes(10)));
  }

  @Test
  void a_lower_limit_says_when_enough_writes_have_left_the_hour() {
    for (int i = 0; i < 4; i++) {
      reserve(limiter(0, 4), NO_CONVERSATION);
      clock.advance(Duration.ofMinutes(10));
    }
    var limiter = limiter(0, 2);
    assertThat(reserve(limiter, NO_CONVERSATION))
        .isEqualTo(refusedForTheHour(2, Duration.ofMinutes(40)));
    clock.advance(Duration.ofMinutes(40));
    assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(0));
  }

  @Test
  void a_clock_that_goes_back_does_not_open_the_hour() {
    var limiter = limiter(0, 1);
    reserve(limiter, NO_CONVERSATION);
    clock.advance(Duration.ofDays(-3));
    assertThat(reserve(limiter, NO_CONVERSATION))
        .isEqualTo(refusedForTheHour(1, Duration.ofHours(1)));
  }

  @Test
  void limits_are_each_users_own_even_in_a_conversation_of_the_same_name() {
    var limiter = limiter(1, 1);
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    assertThat(limiter.reserve(BOB, TALK, another(), clock.instant())).isEqualTo(granted(0));
  }

  @Test
  void zero_switches_a_limit_off_and_redis_is_not_asked_where_both_are() {
    for (int i = 0; i < 30; i++) {
      assertThat(reserve(limiter(0, 0), TALK)).isEqualTo(granted(-1));
      assertThat(reserve(limiter(1, 0), NO_CONVERSATION)).isEqualTo(granted(-1));
      limiter(0, 0).release(ADA, TALK, another());
    }
    assertThat(server.keys("*")).isEmpty();
    assertThat(reserve(limiter(0, 2), TALK)).isEqualTo(granted(1));
    assertThat(reserve(limiter(2, 0), TALK)).isEqualTo(granted(1));
  }

  @Test
  void the_keys_are_the_users_own_and_go_when_they_are_idle() {
    reserve(limiter(5, 5), TALK);

    String user = ADA.toString();
    String hour = "ks:{" + user + "}:memory_write:hourly:" + user;
    String conversation = "ks:{" + user + "}:memory_write:conv:talk {1} \"é\"";
    assertThat(server.keys("*")).containsExactlyInAnyOrder(hour, conversation);
    assertThat(server.millisLeft(hour)).isBetween(3_590_000L, 3_600_000L);
    assertThat(server.millisLeft(conversation))
        .isBetween(Duration.ofDays(30).toMillis() - 10_000, Duration.ofDays(30).toMillis());
  }

  @Test
  void a_conversation_that_is_refused_is_not_idle() {
    reserve(limiter(1, 0), TALK);
    String key = server.keys("*:conv:*").iterator().next();
    server.admin(jedis -> jedis.expire(key, 60));
    reserve(limiter(1, 0), TALK);
    assertThat(server.millisLeft(key)).isGreaterThan(60_000);
  }

  @Test
  void a_process_that_begins_anew_finds_what_was_counted() {
    reserve(limiter(2, 0), TALK);
    redis.close();
    redis = server.connect(reports, nanos);
    assertThat(reserve(limiter(2, 0), TALK)).isEqualTo(granted(0));
    assertThat(reserve(limiter(2, 0), TALK)).isEqualTo(refusedInConversation(2));
  }

  @Test
  void without_redis_everything_is_granted_and_nothing_fails() {
    var limiter = limiter(1, 1);
    reserve(limiter, TALK);
    server.stop();
    try {
      for (int i = 0; i < 100; i++) {
        assertThat(reserve(limiter, TALK)).isEqualTo(granted(-1));
        limiter.release(ADA, TALK, another());
      }
      assertThat(reports.outages).hasValue(1);
      assertThat(reports.unanswered).hasValue(200);
    } finally {
      server.startAgain();
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    assertThat(reserve(limiter, TALK)).isInstanceOf(Reservation.Refused.class);
  }

  @Test
  void a_redis_that_was_emptied_counts_from_the_beginning() {
    var limiter = limiter(1, 1);
    reserve(limiter, TALK);
    server.admin(jedis -> jedis.flushAll());
    server.admin(jedis -> jedis.scriptFlush());
    assertThat(reserve(limiter, TALK)).isEqualTo(granted(0));
    assertThat(reports.unanswered).hasValue(0);
  }

  /// The script removes before it adds, so that Redis carries it out to its end.
  @Test
  void a_redis_that_is_full_goes_on_counting() {
    var limiter = limiter(0, 2);
    server.admin(jedis -> jedis.set("other", "x".repeat(1 << 20)));
    server.admin(jedis -> jedis.configSet("maxmemory", "100kb"));
    try {
      assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(1));
      assertThat(reserve(limiter, NO_CONVERSATION)).isEqualTo(granted(0));
      assertThat(reserve(limiter, NO_CONVERSATION)).isInstanceOf(Reservation.Refused.class);
    } finally {
      server.admin(jedis -> jedis.configSet("maxmemory", "0"));
    }
  }

  @Test
  void a_wrong_password_grants_everything() {
    server.admin(jedis -> jedis.aclSetUser("ada", "on", ">tiger", "~ks:*", "+@all"));
    var url = dev.keepsake.redis.RedisUrl.parse("redis://ada:zebra@127.0.0.1:" + server.port());
    try (var stranger = Redis.open(url, reports)) {
      var limiter = new RedisWriteLimiter(stranger, new RateLimits(1, 1));
      for (int i = 0; i < 10; i++) {
        assertThat(reserve(limiter, TALK)).isEqualTo(granted(-1));
      }
    }
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void somebody_elses_key_of_that_name_is_in_nobodys_way() {
    server.admin(jedis -> jedis.set("ks:{" + ADA + "}:memory_write:hourly:" + ADA, "x"));
    assertThat(reserve(limiter(1, 1), NO_CONVERSATION)).isEqualTo(granted(-1));
    assertThat(reports.outages).hasValue(1);
  }
}
