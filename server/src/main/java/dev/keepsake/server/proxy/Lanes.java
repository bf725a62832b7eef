package dev.keepsake.server.proxy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does work beside the calls, some of it at once: what belongs together in its order, and no more
/// of it open than has room. Thread-safe, by its executors and its semaphore.
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final int LANES = 8;

  private final int most;
  private final Semaphore free;
  private final List<ExecutorService> lanes;

  /// @param most of whatever work is measured by
  Lanes(int most) {
    this.most = most;
    this.free = new Semaphore(most, true);
    this.lanes =
        IntStream.range(0, LANES)
            .mapToObj(_ -> Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()))
            .toList();
  }

  /// Has `work` done.
  ///
  /// @param key what has the same is done in order
  /// @param size what it takes; if that is more than there is, it takes everything
  /// @param patience for room
  /// @return whether there was room, and no end
  boolean put(Object key, int size, Duration patience, Runnable work) {
    int taken = Math.min(size, most);
    if (!isRoomFor(taken, patience)) {
      return false;
    }
    try {
      lanes.get(Math.floorMod(key.hashCode(), LANES)).execute(() -> run(work, taken));
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("work came after the end", e);
      free.release(taken);
      return false;
    }
  }

  private void run(Runnable work, int taken) {
    try {
      work.run();
    } catch (RuntimeException e) { // the thread's end: nobody else is told of it
      LOG.error("a bug in what is done after a chat", e);
    } finally {
      free.release(taken);
    }
  }

  private boolean isRoomFor(int size, Duration patience) {
    try {
      return free.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Takes nothing more, and does what is open.
  ///
  /// @return whether all of it is done
  boolean end(Duration patience) {
    lanes.forEach(ExecutorService::shutdown);
    long end = System.nanoTime() + patience.toNanos();
    boolean done = true;
    try {
      for (ExecutorService lane : lanes) {
        done &= lane.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done = false;
    }
    lanes.forEach(ExecutorService::shutdownNow);
    return done;
  }
}
