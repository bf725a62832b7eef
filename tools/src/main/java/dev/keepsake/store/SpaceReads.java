package dev.keepsake.store;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.MemoryId;
import java.util.List;
import java.util.Optional;

/// What one user's memories lack in an embedding space, in one open transaction.
public interface SpaceReads {

  /// Memories of the transaction's user without a vector in `space`, under whichever scope, by id;
  /// deleted ones left out.
  ///
  /// @param after continue behind this one
  List<Unembedded> lacking(StoredSpace space, Optional<MemoryId> after, int limit);

  /// What is to be embedded.
  record Unembedded(MemoryId id, Content content) {}
}
