package dev.keepsake.server.mcp;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The calls in work, so that a client can cancel one: its thread is interrupted. Thread-safe,
/// guarded by itself.
final class RunningCalls {
  private final Map<Object, Thread> threads = new HashMap<>();

  /// @param key the same for the call and its cancellation
  <T> T run(Object key, Supplier<T> call) {
    begin(key);
    try {
      return call.get();
    } finally {
      end(key);
    }
  }

  /// Does nothing for a call that has ended, as the protocol asks.
  synchronized void cancel(Object key) {
    Thread thread = threads.get(key);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void begin(Object key) {
    threads.put(key, Thread.currentThread());
  }

  private synchronized void end(Object key) {
    threads.remove(key, Thread.currentThread());
    // a cancellation that came too late must not hit what the thread does next
    Thread.interrupted();
  }
}
