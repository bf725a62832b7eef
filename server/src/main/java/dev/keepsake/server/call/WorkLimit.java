package dev.keepsake.server.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many requests of a door may be in work; what comes beyond is refused before memory runs out.
/// Thread-safe, by its semaphore.
public final class WorkLimit {
  public static final int MAX_IN_WORK = 1_024;
  private static final Logger LOG = LoggerFactory.getLogger(WorkLimit.class);

  private final int most;
  private final Semaphore free;
  private volatile boolean closed;

  public WorkLimit() {
    this(MAX_IN_WORK);
  }

  public WorkLimit(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /// Begins a request, which [#leave] must end.
  ///
  /// @return empty, or why it has to wait, in a sentence; then it has not begun
  public Optional<String> enter() {
    if (closed) {
      return Optional.of("The server is stopping: try again.");
    }
    return free.tryAcquire()
        ? Optional.empty()
        : Optional.of("Too many calls are in work: try again in a second.");
  }

  public void leave() {
    free.release();
  }

  /// From now on no request begins.
  public void close() {
    closed = true;
  }

  /// Waits for the requests in work, once it is closed.
  public void awaitIdle(Duration patience) {
    try {
      if (!free.tryAcquire(most, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("calls were still in work after {}", patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
