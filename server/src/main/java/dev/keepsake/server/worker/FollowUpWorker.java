package dev.keepsake.server.worker;

import dev.keepsake.Keepsake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what calls have left open, again and again, on a daemon thread: the vectors of memories
/// that were stored while the model was late, writes that nobody confirmed in time, or changes that
/// the cache was not told of. What is open is in the store, so that nothing is lost if this process
/// ends.
public final class FollowUpWorker implements AutoCloseable {
  static final Duration BUSY = Duration.ofMillis(100);
  static final Duration IDLE = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(FollowUpWorker.class);

  private final IntSupplier followUp;
  private final ScheduledExecutorService thread;
  // only the one thread writes it
  private volatile Duration pause = IDLE;
  private volatile int failures;

  FollowUpWorker(IntSupplier followUp, ScheduledExecutorService thread) {
    this.followUp = followUp;
    this.thread = thread;
  }

  /// One thread for each kind of work: what fails must not keep the others waiting.
  public static FollowUps start(Keepsake keepsake) {
    var workers = new ArrayList<FollowUpWorker>();
    workers.add(start("vectors", keepsake::embedPending));
    workers.add(start("confirmations", keepsake::expirePending));
    if (keepsake.hasCache()) {
      workers.add(start("cache", keepsake::tellCache));
    }
    return new FollowUps(workers);
  }

  /// Closes all of them.
  public record FollowUps(List<FollowUpWorker> workers) implements AutoCloseable {
    public FollowUps {
      workers = List.copyOf(workers);
    }

    @Override
    public void close() {
      workers.forEach(FollowUpWorker::close);
    }
  }

  private static FollowUpWorker start(String name, IntSupplier work) {
    var thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var worker = new FollowUpWorker(work, thread);
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
      pause = followUp.getAsInt() > 0 ? BUSY : IDLE;
      failures = 0;
    } catch (RuntimeException e) { // a daemon that died would leave its work open for ever
      if (thread.isShutdown()) {
        LOG.debug("cut short by the end of the process", e);
        return pause;
      }
      Duration doubled = pause.compareTo(IDLE) < 0 ? IDLE : pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
      failures = failures + 1;
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("attempt_number", failures)
          .addKeyValue("retry_in_seconds", pause.toSeconds())
          .log("could not do what is open");
    }
    return pause;
  }

  /// Waits up to 5 s for the step that runs.
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("the follow-up worker did not end within 5 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
