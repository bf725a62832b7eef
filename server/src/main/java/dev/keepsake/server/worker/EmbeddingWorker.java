package dev.keepsake.server.worker;

import dev.keepsake.Keepsake;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the vectors of memories that were stored while the model was late, again and again, on one
/// daemon thread. What is open is in the store, so that nothing is lost if this process ends.
public final class EmbeddingWorker implements AutoCloseable {
  static final Duration BUSY = Duration.ofMillis(100);
  static final Duration IDLE = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingWorker.class);

  private final IntSupplier embedPending;
  private final ScheduledExecutorService thread;
  // only the one thread writes it
  private volatile Duration pause = IDLE;
  private volatile int failures;

  EmbeddingWorker(IntSupplier embedPending, ScheduledExecutorService thread) {
    this.embedPending = embedPending;
    this.thread = thread;
  }

  public static EmbeddingWorker start(Keepsake keepsake) {
    var thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("embedding-worker").factory());
    var worker = new EmbeddingWorker(keepsake::embedPending, thread);
    worker.schedule(IDLE);
    return worker;
  }

  private void schedule(Duration delay) {
    try {
      var _ = thread.schedule(() -> schedule(step()), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed between two steps", e);
    }
  }

  /// Does what is open now.
  ///
  /// @return how long to wait before the next step: shortly while there is work, doubling while it
  ///   fails
  Duration step() {
    try {
      pause = embedPending.getAsInt() > 0 ? BUSY : IDLE;
      failures = 0;
    } catch (RuntimeException e) { // a daemon that died would leave vectors missing for ever
      Duration doubled = pause.compareTo(IDLE) < 0 ? IDLE : pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
      failures = failures + 1;
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("attempt_number", failures)
          .addKeyValue("retry_in_seconds", pause.toSeconds())
          .log("could not make the vectors that are open");
    }
    return pause;
  }

  /// Waits up to 5 s for the step that runs.
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("the embedding worker did not end within 5 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
