package dev.keepsake.server.mcp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The requests in work, so that a client can cancel one: its thread is interrupted, and it gets no
/// answer, as the protocol asks. Thread-safe, guarded by itself.
final class RunningCalls {
  private final Map<Object, Running> calls = new HashMap<>();

  private static final class Running {
    final Thread thread = Thread.currentThread();
    boolean cancelled;
  }

  /// @param key the same for the call and its cancellation
  /// @return empty if it was cancelled meanwhile
  /// @throws RuntimeException what `call` throws, unless it was cancelled
  <T> Optional<T> run(Object key, Supplier<T> call) {
    Running running = begin(key);
    try {
      T answer = call.get();
      return end(key, running) ? Optional.empty() : Optional.of(answer);
    } catch (RuntimeException e) {
      if (end(key, running)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Does nothing for a call that has ended, as the protocol asks.
  synchronized void cancel(Object key) {
    Running running = calls.get(key);
    if (running != null) {
      running.cancelled = true;
      running.thread.interrupt();
    }
  }

  private synchronized Running begin(Object key) {
    var running = new Running();
    calls.put(key, running);
    return running;
  }

  /// @return whether it was cancelled
  private synchronized boolean end(Object key, Running running) {
    calls.remove(key, running);
    // a cancellation that came too late must not hit what the thread does next
    Thread.interrupted();
    return running.cancelled;
  }
}
