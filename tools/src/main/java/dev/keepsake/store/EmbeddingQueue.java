package dev.keepsake.store;

import dev.keepsake.memory.Memory;
import java.time.Instant;
import java.util.List;

/// Memories that were stored before their vector was made.
public interface EmbeddingQueue {

  /// Memories without a vector whose turn it is at `now`, oldest first, over all users.
  List<Memory> due(Instant now, int limit);

  /// Notes that an attempt failed: the memory is due again at `next`.
  void postpone(Memory memory, Instant next);
}
