package dev.keepsake.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Says within this process that something was left open, so that it need not wait until somebody
/// looks. Only a hint: what is open is in the store. Thread-safe.
public final class WorkBell {
  private final Map<JobKind, Runnable> listeners = new ConcurrentHashMap<>();

  /// @param listener called on the thread of whoever rings, so it is quick and never throws; in
  ///   place of one before
  public void listen(JobKind kind, Runnable listener) {
    listeners.put(kind, listener);
  }

  /// After the commit of what was left open.
  public void ring(JobKind kind) {
    Runnable listener = listeners.get(kind);
    if (listener != null) {
      listener.run();
    }
  }
}
