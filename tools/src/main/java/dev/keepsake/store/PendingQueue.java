package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Writes whose confirmation nobody gave in time, over all users.
public interface PendingQueue {

  /// Open ones whose time is over at `now`, the oldest first.
  List<PendingKey> overdue(Instant now, int limit);
}
