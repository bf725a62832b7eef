package dev.keepsake.cache;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.store.RecordReads.Count;
import dev.keepsake.store.WholeMemory;
import java.util.List;
import java.util.Optional;

/// A part of a list, as one transaction read it.
///
/// @param revision the user's as of that transaction
/// @param memories without their vectors
/// @param more whether the list goes on behind them
/// @param count of the whole list
public record Listed(long revision, List<WholeMemory> memories, boolean more, Count count) {
  /// Of a user who has nothing.
  public static final Listed NONE = new Listed(0, List.of(), false, new Count(0, Optional.empty()));

  public Listed {
    memories = List.copyOf(memories);
  }

  /// Whether every memory has its vector: until then the state of that changes without a new
  /// revision.
  public boolean settled() {
    return memories.stream()
        .allMatch(whole -> whole.memory().embedding() == EmbeddingStatus.COMPLETED);
  }
}
