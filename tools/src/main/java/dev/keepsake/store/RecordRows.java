package dev.keepsake.store;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.Optional;

/// The memories of one open transaction as applications change them, on behalf of a client.
public interface RecordRows extends RecordReads {

  /// Changes title, tags and metadata of an active memory in place.
  void annotate(Memory memory, Annotations annotations, ClientId client);

  /// Gives an active memory other words, with their vector if there is one. What it said until now
  /// becomes a superseded memory of its own, with the old vectors, before this one in the chain.
  ///
  /// @param reworded as it is from now on
  /// @param kept the id of what it said
  void reword(
      Memory reworded,
      Annotations annotations,
      MemoryId kept,
      Optional<EmbeddedText> vector,
      ClientId client);

  /// Has the vector of a memory made anew.
  ///
  /// @return false if it has one, or a worker is about it
  boolean retryEmbedding(Owner owner, MemoryId id);

  /// Notes that it was shown. No change of the memory: its revision stays.
  void noteAccess(Owner owner, MemoryId id, Instant at, long times);
}
