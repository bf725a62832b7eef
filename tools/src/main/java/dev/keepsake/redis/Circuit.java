package dev.keepsake.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// Whether Redis is worth asking. Opens with the first failure; from a second after it on, the next
/// call has it tried again, beside and one at a time, and goes on without waiting for the outcome.
/// Thread-safe.
final class Circuit {
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final Trial trial;
  private final Executor beside;
  private final LongSupplier nanos;
  private final Outage outage;
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile boolean closed;
  private volatile long openedAt;

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
    if (!closed
        && nanos.getAsLong() - openedAt >= PAUSE.toNanos()
        && trying.compareAndSet(false, true)) {
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
      trial
          .run()
          .ifPresentOrElse(
              this::open,
              () -> {
                closed = true;
                outage.over();
              });
    } finally {
      trying.set(false);
    }
  }

  /// @param reason to be logged with the first failure of an outage
  void open(String reason) {
    openedAt = nanos.getAsLong();
    closed = false;
    outage.began(reason);
  }
}
