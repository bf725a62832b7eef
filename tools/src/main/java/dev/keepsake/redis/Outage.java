package dev.keepsake.redis;

import dev.keepsake.metric.Metrics;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells once that something began to fail, and once that it is over. Thread-safe.
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

  private final RedisUrl url;
  private final String began;
  private final String over;
  private final Metrics metrics;
  private final AtomicBoolean lasts = new AtomicBoolean();

  private Outage(RedisUrl url, String began, String over, Metrics metrics) {
    this.url = url;
    this.began = began;
    this.over = over;
    this.metrics = metrics;
  }

  static Outage ofAll(RedisUrl url, Metrics metrics) {
    return new Outage(
        url,
        "Redis does not answer: nothing is cached, and no write is held against the limits",
        "Redis answers again",
        metrics);
  }

  /// Of one command, while others are answered.
  static Outage ofOne(RedisUrl url, Metrics metrics) {
    return new Outage(
        url, "Redis refuses a command: see its reason", "Redis takes the command again", metrics);
  }

  void began(String reason) {
    if (lasts.compareAndSet(false, true)) {
      metrics.redisOutageBegan();
      LOG.atWarn()
          .addKeyValue("host", url.host())
          .addKeyValue("port", url.port())
          .addKeyValue("reason", reason)
          .log(began);
    }
  }

  void over() {
    if (lasts.get() && lasts.compareAndSet(true, false)) {
      LOG.atInfo().addKeyValue("host", url.host()).addKeyValue("port", url.port()).log(over);
    }
  }
}
