package dev.keepsake.store;

import dev.keepsake.memory.ClientId;
import java.util.List;

/// The memories of one open transaction, to add to as they came from another store.
public interface TransferRows extends TransferReads {

  /// Stores `memories` with their ids, states and times as they are, on behalf of `client`. The
  /// transaction's are the revision and the moment of the vectors alone.
  ///
  /// @throws dev.keepsake.error.MemoryException with `INTERNAL` if one of the ids is taken, or an
  ///   active memory says the same as another one: the caller must have looked before
  void insert(List<WholeMemory> memories, ClientId client);
}
