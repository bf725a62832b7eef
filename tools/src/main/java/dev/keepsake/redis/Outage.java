package dev.keepsake.redis;

import dev.keepsake.metric.Metrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells once that something began to fail, and once that it is over. What fails and succeeds in
/// turns is one outage, until a minute has passed without a failure. Thread-safe.
final class Outage {
  static final Duration QUIET = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

  private final RedisUrl url;
  private final String began;
  private final String over;
  private final Metrics metrics;
  private final LongSupplier nanos;
  private final AtomicBoolean lasts = new AtomicBoolean();
  private volatile long failedAt;

  private Outage(RedisUrl url, String began, String over, Metrics metrics, LongSupplier nanos) {
    this.url = url;
    this.began = began;
    this.over = over;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  /// @param nanos the platform's clock for spans of time
  static Outage ofAll(RedisUrl url, Metrics metrics, LongSupplier nanos) {
    return new Outage(
        url,
        "Redis does not answer: nothing is cached, and no write is held against the limits",
        "Redis answers again",
        metrics,
        nanos);
  }

  /// Of one command, while others are answered.
  static Outage ofOne(RedisUrl url, Metrics metrics, LongSupplier nanos) {
    return new Outage(
        url,
        "Redis refuses a command: see its reason",
        "Redis takes the command again",
        metrics,
        nanos);
  }

  /// @param reason told with the first failure
  void failed(String reason) {
    failedAt = nanos.getAsLong();
    if (lasts.compareAndSet(false, true)) {
      metrics.redisOutageBegan();
      LOG.atWarn()
          .addKeyValue("host", url.host())
          .addKeyValue("port", url.port())
          .addKeyValue("reason", reason)
          .log(began);
    }
  }

  void succeeded() {
    if (lasts.get()
        && nanos.getAsLong() - failedAt >= QUIET.toNanos()
        && lasts.compareAndSet(true, false)) {
      LOG.atInfo().addKeyValue("host", url.host()).addKeyValue("port", url.port()).log(over);
    }
  }
}
