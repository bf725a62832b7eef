package dev.keepsake.server.proxy.upstream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the wait for an upstream that has been silent for too long, or for whose answer nobody
/// waits any more: a blocked read sees neither by itself. Looks a few times a second, from the
/// first wait on: before that, the caller's request may still be coming. Guarded by itself.
public final class Vigil implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);
  private static final long LOOKS_EVERY_MILLIS = 100;

  private final BooleanSupplier callerGone;
  private final ScheduledFuture<?> looking;
  private @Nullable Runnable cancel;
  private long waitingSince;
  private long patienceNanos;
  private @Nullable Reason ended;
  private boolean begun;
  private boolean closed;

  /// Why a wait was ended.
  public enum Reason {
    SILENT,
    CALLER_GONE
  }

  /// @param callerGone is asked by another thread than the caller's, and never once this is closed
  public Vigil(ScheduledExecutorService clock, BooleanSupplier callerGone) {
    this.callerGone = callerGone;
    this.looking =
        clock.scheduleWithFixedDelay(
            this::look, LOOKS_EVERY_MILLIS, LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    if (!begun || closed || ended != null) {
      return;
    }
    if (isCallerGone()) {
      end(Reason.CALLER_GONE);
    } else if (cancel != null && System.nanoTime() - waitingSince > patienceNanos) {
      end(Reason.SILENT);
    }
  }

  /// A look that fails must not be the last: the wait has to end all the same.
  private boolean isCallerGone() {
    try {
      return callerGone.getAsBoolean();
    } catch (RuntimeException e) {
      LOG.debug("it cannot be seen whether a caller is there", e);
      return false;
    }
  }

  private void end(Reason reason) {
    ended = reason;
    if (cancel != null) {
      cancel.run();
    }
  }

  /// From now on something is waited for.
  ///
  /// @param how ends the wait, and makes it fail; does not block
  public synchronized void await(Duration atMost, Runnable how) {
    begun = true;
    if (ended == Reason.SILENT) {
      ended = null; // that was the wait before
    }
    patienceNanos = atMost.toNanos();
    waitingSince = System.nanoTime();
    cancel = how;
    if (ended != null) {
      how.run();
    }
  }

  /// Nothing is waited for now but the caller.
  public synchronized void rest() {
    cancel = null;
  }

  /// Why a wait has failed, empty if nobody ended it.
  public synchronized Optional<Reason> ended() {
    return Optional.ofNullable(ended);
  }

  @Override
  public synchronized void close() {
    closed = true;
    cancel = null;
    looking.cancel(false);
  }
}
