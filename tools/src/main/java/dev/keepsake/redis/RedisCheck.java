package dev.keepsake.redis;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// What is at the URL that somebody set: to be asked once, at the start, with more patience than a
/// call has.
public sealed interface RedisCheck {
  Duration PATIENCE = Duration.ofSeconds(2);

  /// Redis, and it knows us and takes writes.
  record Ready() implements RedisCheck {}

  /// Nothing that answers, or takes writes: it may later, and everything works without.
  record Away(String advice) implements RedisCheck {}

  /// What time does not mend: Redis refuses the password, or it is no Redis.
  record Unusable(String advice) implements RedisCheck {}

  static RedisCheck of(RedisUrl url) {
    try {
      Connections.probe(url, PATIENCE);
      return new Ready();
    } catch (JedisException e) {
      return judged(url, e);
    }
  }

  /// @throws MemoryException with `STORE_UNAVAILABLE` if the URL is [Unusable]
  default void requireUsable() {
    if (this instanceof Unusable(var advice)) {
      throw new MemoryException(ErrorCode.STORE_UNAVAILABLE, advice);
    }
  }

  private static RedisCheck judged(RedisUrl url, JedisException e) {
    String words = Failure.words(e);
    if (Failure.caused(e, SSLException.class)) {
      return unusable(
          "No TLS connection can be made to %s (%s): correct the certificate, or write redis:// for"
              + " a connection without TLS",
          url, words);
    }
    if (e instanceof JedisDataException) {
      return refused(url, words);
    }
    if (words.startsWith("Unknown reply")) {
      return unusable(
          "What listens at %s does not speak as Redis does (%s): correct host and port",
          url, words);
    }
    return away(url, Failure.late(e) ? silent(url) : words);
  }

  private static String silent(RedisUrl url) {
    return "silent for %d s%s"
        .formatted(PATIENCE.toSeconds(), url.tls() ? ", as one without TLS is" : "");
  }

  private static RedisCheck away(RedisUrl url, String why) {
    return new Away(
        ("Redis does not answer at %s (%s). Until it does, nothing is cached and no write is held"
                + " against the limits. Start it, or correct redis_url (KEEPSAKE_REDIS_URL).")
            .formatted(url.place(), why));
  }

  private static RedisCheck refused(RedisUrl url, String words) {
    if (Failure.PASSING.matcher(words).find()) {
      return away(url, words);
    }
    if (Failure.FORBIDDEN.matcher(words).find()) {
      return unusable(
          "Redis at %s does not let its user work (%s): the user needs the commands get, eval,"
              + " evalsha and what scripts call, on the keys ks:*",
          url, words);
    }
    if (words.startsWith("NOAUTH") && url.password().isEmpty()) {
      return unusable(
          "Redis at %s asks for a password (%s): write redis://:password@host:port", url, words);
    }
    return unusable("Redis at %s refuses (%s): correct user, password or database", url, words);
  }

  private static RedisCheck unusable(String form, RedisUrl url, String words) {
    return new Unusable(
        form.formatted(url.place(), words) + ", in redis_url (KEEPSAKE_REDIS_URL).");
  }
}
