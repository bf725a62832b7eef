package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Writes whose confirmation nobody gave in time.
public interface PendingQueue {

  /// Open ones whose time is over at `now`, the oldest first, over all users.
  List<PendingWrite> overdue(Instant now, int limit);
}
