package dev.keepsake.store.sqlite;

import java.time.Duration;
import org.sqlite.BusyHandler;

/// How long a connection waits for another process's lock, and how often it looks.
///
/// SQLite's own `busy_timeout` comes to look ten times a second, so that a process with many writes
/// after each other, which frees the lock for a moment only, would keep the others out for seconds.
final class Patience extends BusyHandler {
  static final Duration TOTAL = Duration.ofSeconds(30);

  private static final long PAUSE_MILLIS = 1;

  private long since;

  /// @param looks how often it was called before, for this lock
  @Override
  protected int callback(int looks) {
    long now = System.nanoTime();
    if (looks == 0) {
      since = now;
    }
    if (now - since >= TOTAL.toNanos()) {
      return 0;
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
