package dev.keepsake.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// What is said at the start about the Redis that was set.
final class RedisCheckTest {

  private static RedisUrl with(LocalRedis redis, String credentials) {
    return RedisUrl.parse("redis://" + credentials + "@127.0.0.1:" + redis.port());
  }

  private static String unusable(RedisUrl url) {
    RedisCheck check = RedisCheck.of(url);
    assertThat(check).isInstanceOf(RedisCheck.Unusable.class);
    String advice = ((RedisCheck.Unusable) check).advice();
    assertThat(advice)
        .contains("127.0.0.1:" + url.port(), "redis_url", "KEEPSAKE_REDIS_URL")
        .doesNotContain("zebra");
    assertThatThrownBy(check::requireUsable)
        .asInstanceOf(InstanceOfAssertFactories.type(MemoryException.class))
        .returns(ErrorCode.STORE_UNAVAILABLE, MemoryException::code)
        .returns(advice, MemoryException::getMessage);
    return advice;
  }

  @Test
  void a_redis_that_knows_us_is_ready() {
    try (var redis = LocalRedis.start("requirepass tiger")) {
      assertThat(RedisCheck.of(with(redis, ":tiger"))).isEqualTo(new RedisCheck.Ready());
    }
  }

  @Test
  void a_redis_that_is_full_is_ready_since_it_goes_on_counting() {
    try (var redis = LocalRedis.start()) {
      redis.admin(jedis -> jedis.set("other", "x".repeat(1 << 20)));
      redis.admin(jedis -> jedis.configSet("maxmemory", "100kb"));
      assertThat(RedisCheck.of(redis.url())).isEqualTo(new RedisCheck.Ready());
    }
  }

  @Test
  void a_replica_may_be_promoted_later() {
    try (var redis = LocalRedis.start()) {
      redis.admin(jedis -> jedis.replicaof("127.0.0.1", 1));
      assertThat(RedisCheck.of(redis.url()))
          .asInstanceOf(InstanceOfAssertFactories.type(RedisCheck.Away.class))
          .extracting(RedisCheck.Away::advice, InstanceOfAssertFactories.STRING)
          .contains("READONLY");
    }
  }

  @Test
  void a_wrong_password_and_a_missing_one_are_told_apart() {
    try (var closed = LocalRedis.start("requirepass tiger")) {
      assertThat(unusable(with(closed, ":zebra"))).contains("WRONGPASS", "correct user, password");
      assertThat(unusable(with(closed, "ada:zebra"))).contains("WRONGPASS");
      assertThat(unusable(closed.url())).contains("NOAUTH", "write redis://:password@host:port");
    }
  }

  @Test
  void a_user_who_may_not_run_scripts_and_a_database_that_is_not_there_are_told() {
    try (var redis = LocalRedis.start()) {
      redis.admin(jedis -> jedis.aclSetUser("ada", "on", ">zebra", "~ks:*", "+get", "+client"));

      assertThat(unusable(with(redis, "ada:zebra"))).contains("NOPERM", "evalsha", "ks:*");
      redis.admin(jedis -> jedis.aclSetUser("ada", "+eval"));
      assertThat(unusable(with(redis, "ada:zebra"))).contains("what scripts call");
      assertThat(unusable(RedisUrl.parse(redis.url() + "/99"))).contains("out of range");
    }
  }

  @Test
  void what_is_no_redis_is_told() {
    try (var http = CountingListener.start(0, "HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(unusable(http.url())).contains("does not speak as Redis does");
    }
  }

  @Test
  void a_redis_without_tls_that_is_asked_with_it_keeps_silent() {
    try (var redis = LocalRedis.start()) {
      assertThat(RedisCheck.of(RedisUrl.parse("rediss://127.0.0.1:" + redis.port())))
          .asInstanceOf(InstanceOfAssertFactories.type(RedisCheck.Away.class))
          .extracting(RedisCheck.Away::advice, InstanceOfAssertFactories.STRING)
          .contains("silent for 2 s, as one without TLS is");
    }
  }

  @Test
  void what_is_not_there_may_come_later() {
    var redis = LocalRedis.start();
    redis.close();

    RedisCheck check = RedisCheck.of(redis.url());

    assertThat(check).isInstanceOf(RedisCheck.Away.class);
    assertThat(((RedisCheck.Away) check).advice())
        .contains("127.0.0.1:" + redis.port(), "refused", "KEEPSAKE_REDIS_URL", "Start it");
    check.requireUsable();
  }
}
