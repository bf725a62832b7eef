package dev.keepsake.store;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.util.Optional;

/// The memories of one open transaction, to change. Each change gives the memory the transaction's
/// revision and moment.
public interface MemoryRows extends MemoryReads {

  /// Stores a memory of which nothing is noted, and its vector if there is one.
  default void insert(Memory memory, Optional<EmbeddedText> vector) {
    insert(memory, Annotations.NONE, vector);
  }

  /// Stores a memory, and its vector if there is one.
  ///
  /// @throws dev.keepsake.error.MemoryException with `INTERNAL` if an active memory of the owner
  ///   says exactly the same: the caller must have looked before
  void insert(Memory memory, Annotations annotations, Optional<EmbeddedText> vector);

  /// Marks an active memory as replaced, on behalf of `client`.
  void supersede(Owner owner, MemoryId replaced, MemoryId by, ClientId client);

  /// Marks a memory of any other status as deleted, on behalf of `client`.
  void delete(Owner owner, MemoryId id, ClientId client);

  /// Makes a deleted memory what it was before, active or superseded, on behalf of `client`.
  void restore(Owner owner, MemoryId id, ClientId client);

  /// Gives a memory that had none its vector.
  ///
  /// @return false if the memory is deleted or has its vector already, or `vector` is of a space
  ///   that is no longer searched, and nothing was changed
  boolean embed(Owner owner, MemoryId id, EmbeddedText vector);
}
