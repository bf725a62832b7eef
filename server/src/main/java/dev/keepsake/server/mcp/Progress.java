package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a client that asked for it, now and then, that its call is still in work: the seconds that
/// have passed, and what is waited for. Nothing is sent after `close`. Thread-safe, by its lock.
final class Progress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final Executor ASIDE = task -> Thread.ofVirtual().name("progress").start(task);

  private final McpAsyncServerExchange exchange;
  private final Optional<Object> token;
  private final McpTimes times;
  private final Supplier<String> activity;
  private final ReentrantLock lock = new ReentrantLock();
  private Duration passed = Duration.ZERO;
  private boolean ended;
  private volatile @Nullable String said;

  private Progress(
      McpAsyncServerExchange exchange,
      Optional<Object> token,
      McpTimes times,
      Supplier<String> activity) {
    this.exchange = exchange;
    this.token = token;
    this.times = times;
    this.activity = activity;
  }

  /// Does nothing where the call carries no token.
  ///
  /// @param activity what is waited for as long as nothing else was said
  static Progress begin(Asked asked, McpTimes times, Supplier<String> activity) {
    var token = token(asked.call().meta().path("progressToken"));
    var progress = new Progress(asked.exchange(), token, times, activity);
    if (token.isPresent()) {
      progress.next(times.firstProgress());
    }
    return progress;
  }

  private static Optional<Object> token(JsonNode token) {
    if (token.isTextual()) {
      return Optional.of(token.textValue());
    }
    return token.isIntegralNumber() ? Optional.of(token.longValue()) : Optional.empty();
  }

  /// @param sentence what is waited for from now on
  void say(String sentence) {
    said = sentence;
  }

  private void next(Duration delay) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, ASIDE)
        .execute(() -> beat(delay));
  }

  private void beat(Duration delay) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      passed = passed.plus(delay);
      send(passed.toMillis() / 1_000.0);
    } finally {
      lock.unlock();
    }
    next(times.nextProgress());
  }

  private void send(double seconds) {
    String message = said;
    try {
      exchange
          .progressNotification(
              ProgressNotification.builder(token.orElseThrow(), seconds)
                  .message(message == null ? activity.get() : message)
                  .build())
          .block();
    } catch (RuntimeException e) { // a client that went away; its call goes on
      LOG.debug("progress could not be told", e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
  }
}
