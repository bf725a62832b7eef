package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Writes that were accepted and wait for their decision, over all users.
public interface WriteQueue {

  /// Takes writes whose turn it is at `now`, for `worker` alone until `lease`: those that were
  /// never tried first, else the oldest. In no order.
  List<MemoryKey> claimWrites(Instant now, Instant lease, String worker, int limit);
}
