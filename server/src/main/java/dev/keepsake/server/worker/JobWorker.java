package dev.keepsake.server.worker;

import dev.keepsake.job.JobKind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one kind of what calls have left open, again and again, on a thread of its own. What is
/// open is in the store, so that nothing is lost if this process ends.
final class JobWorker {
  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration BUSY = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration SHORTEST_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

  private final JobKind kind;
  private final IntSupplier work;
  private final Thread thread;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean ending;
  private volatile boolean cutShort;
  // only the one thread writes it
  private volatile int failures;

  /// @param work does a batch and says how much that was
  JobWorker(JobKind kind, IntSupplier work) {
    this.kind = kind;
    this.work = work;
    this.thread = Thread.ofVirtual().name("keepsake-" + kind.wireName()).unstarted(this::run);
  }

  /// Begins soon, since whoever starts a process waits for other things first.
  void start() {
    thread.start();
  }

  /// Looks at once, unless it waits because the work failed.
  void wake() {
    if (failures == 0) {
      bell.release();
    }
  }

  private void run() {
    try {
      Duration pause = FIRST;
      while (!ending) {
        rest(pause);
        if (!ending) {
          pause = step();
        }
      }
      drain();
    } catch (InterruptedException e) {
      LOG.debug("ended while at rest", e);
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    var _ = bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
    bell.drainPermits();
  }

  private void drain() {
    if (kind.drained() && failures == 0) {
      while (!cutShort && step().equals(BUSY)) {
        LOG.trace("there may be more");
      }
    }
  }

  /// Does what is open now.
  ///
  /// @return how long to wait before the next step: shortly while there is work, doubling while it
  ///   fails
  Duration step() {
    try {
      int done = work.getAsInt();
      failures = 0;
      return done > 0 ? BUSY : kind.pause();
    } catch (RuntimeException | Error e) { // a thread that died would leave its work open for ever
      if (cutShort) {
        LOG.debug("cut short by the end of the process", e);
        return LONGEST;
      }
      failures = failures + 1;
      Duration pause = pauseAfter(failures);
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("job", kind.wireName())
          .addKeyValue("attempt_number", failures)
          .addKeyValue("retry_in_seconds", pause.toSeconds())
          .log("could not do what is open");
      return pause;
    }
  }

  private static Duration pauseAfter(int failures) {
    Duration doubled = SHORTEST_AFTER_FAILURE.multipliedBy(1L << Math.min(failures - 1, 10));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /// Rests no more: it ends when what is due is done, or at once if nobody waits for that.
  void end() {
    ending = true;
    bell.release();
    if (!kind.drained()) {
      cut();
    }
  }

  /// Interrupts the step that runs; what it has not done is taken up at the next start.
  void cut() {
    cutShort = true;
    thread.interrupt();
  }

  /// @return whether it has ended
  boolean await(Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  JobKind kind() {
    return kind;
  }
}
