package dev.keepsake.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// Whether Redis is worth asking. Opens with the first failure; after a pause the next call has it
/// tried, beside and one at a time, and goes on without waiting for the outcome. The pause is a
/// second, and twice the one before, up to half a minute, until a call is answered: a trial may be
/// answered where calls are not. Thread-safe.
final class Circuit {
  static final Duration PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Trial trial;
  private final Executor beside;
  private final LongSupplier nanos;
  private final Outage outage;
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile boolean closed;
  private volatile long openedAt;

  /// In nanoseconds; 0 while calls are answered.
  private volatile long pause;

  /// Tries whether Redis answers.
  interface Trial {
    /// @return why it does not; empty if it does
    Optional<String> run();
  }

  /// Open, and nothing told of it, until [#tryNow].
  ///
  /// @param beside carries out a trial
  /// @param nanos the platform's clock for spans of time
  Circuit(Trial trial, Executor beside, LongSupplier nanos, Outage outage) {
    this.trial = trial;
    this.beside = beside;
    this.nanos = nanos;
    this.outage = outage;
  }

  /// Whether to ask. May begin a trial.
  boolean closed() {
    if (!closed && nanos.getAsLong() - openedAt >= pause && trying.compareAndSet(false, true)) {
      beside.execute(this::tried);
    }
    return closed;
  }

  boolean stillClosed() {
    return closed;
  }

  void tryNow() {
    if (trying.compareAndSet(false, true)) {
      tried();
    }
  }

  private void tried() {
    try {
      trial.run().ifPresentOrElse(this::open, () -> closed = true);
    } finally {
      trying.set(false);
    }
  }

  /// A call was answered.
  void answered() {
    if (closed) { // else it was asked before the failure
      if (pause != 0) {
        pause = 0;
      }
      outage.succeeded();
    }
  }

  /// A call was not.
  ///
  /// @param reason to be logged with the first failure of an outage
  synchronized void failed(String reason) {
    if (closed) { // else it is one of many that were asked at once
      open(reason);
    }
  }

  private synchronized void open(String reason) {
    pause = Math.clamp(2 * pause, PAUSE.toNanos(), LONGEST_PAUSE.toNanos());
    openedAt = nanos.getAsLong();
    closed = false;
    outage.failed(reason);
  }
}
