package dev.keepsake.eval.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time within one case: the same at every run. It stands where it was set and goes on by a
/// microsecond whenever it is read, so that nothing happens at the same moment. Thread-safe.
final class CaseClock implements InstantSource {
  /// When a conversation whose messages have no time begins.
  private static final Instant BEGINNING = Instant.parse("2026-01-05T09:00:00Z");

  private static final Duration BETWEEN_MESSAGES = Duration.ofMinutes(1);

  private Instant now = BEGINNING;

  @Override
  public synchronized Instant instant() {
    now = now.plusNanos(1_000);
    return now;
  }

  /// To the moment of a message; it never goes back.
  synchronized void reach(Instant moment) {
    if (moment.isAfter(now)) {
      now = moment;
    }
  }

  /// To the next message, where it does not say when it was sent.
  synchronized void next() {
    now = now.plus(BETWEEN_MESSAGES);
  }
}
