package dev.keepsake.server.mcp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The requests in work, so that a client can cancel one: its thread is interrupted, and it gets no
/// answer, as the protocol asks. A request is known from when it was read, since its cancellation
/// may be read before its thread begins. Thread-safe, guarded by itself.
final class RunningCalls {
  private final Map<Object, Running> calls = new HashMap<>();

  /// @param key the same for the call and its cancellation
  /// @return to be closed when the call is over, whether it was run or not
  synchronized Running expect(Object key) {
    var running = new Running(key);
    calls.put(key, running);
    return running;
  }

  /// Does nothing for a call that has ended, as the protocol asks.
  synchronized void cancel(Object key) {
    Running running = calls.get(key);
    if (running != null) {
      running.cancelled = true;
      if (running.thread != null) {
        running.thread.interrupt();
      }
    }
  }

  /// @return whether it may run
  private synchronized boolean begin(Running running) {
    running.thread = Thread.currentThread();
    return !running.cancelled;
  }

  /// @return whether it was cancelled
  private synchronized boolean end(Running running) {
    calls.remove(running.key, running);
    if (running.thread != null) {
      running.thread = null;
      // a cancellation that came too late must not hit what the thread does next
      Thread.interrupted();
    }
    return running.cancelled;
  }

  /// One request; its fields are guarded by the [RunningCalls] that it is one of.
  final class Running implements AutoCloseable {
    private final Object key;
    private @Nullable Thread thread;
    private boolean cancelled;

    private Running(Object key) {
      this.key = key;
    }

    /// On this thread, and not at all if it was cancelled before.
    ///
    /// @return empty if it was cancelled
    /// @throws RuntimeException what `call` throws, unless it was cancelled
    <T> Optional<T> run(Supplier<T> call) {
      try {
        Optional<T> answer = begin(this) ? Optional.of(call.get()) : Optional.empty();
        return end(this) ? Optional.empty() : answer;
      } catch (RuntimeException e) {
        if (end(this)) {
          return Optional.empty();
        }
        throw e;
      } finally {
        end(this);
      }
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
