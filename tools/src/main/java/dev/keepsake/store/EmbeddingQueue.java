package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Memories that were stored before their vector was made, over all users.
public interface EmbeddingQueue {

  /// Takes memories whose turn it is at `now`, for one worker alone until `lease`: those that were
  /// never tried first, else the oldest. They are `processing` until then.
  List<MemoryKey> claim(Instant now, Instant lease, int limit);
}
