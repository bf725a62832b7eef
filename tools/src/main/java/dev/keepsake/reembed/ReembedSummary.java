package dev.keepsake.reembed;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.MemoryId;
import java.util.List;

/// What a change of the model came to.
///
/// @param space of the model that is set
/// @param before the one that was searched when it began; the same if nothing was to be changed
/// @param searched the one that is searched now
/// @param memories that have to have vectors
/// @param embedded vectors that were made, by memories
/// @param failed memories of which the model makes none
/// @param dropped vectors of earlier models that were removed, by chunks
public record ReembedSummary(
    EmbeddingSpace space,
    EmbeddingSpace before,
    EmbeddingSpace searched,
    long memories,
    long embedded,
    List<Failed> failed,
    long dropped) {
  public ReembedSummary {
    failed = List.copyOf(failed);
  }

  /// @param reason in words for the person who runs it
  public record Failed(MemoryId id, String reason) {}

  public boolean switched() {
    return !before.equals(searched);
  }
}
