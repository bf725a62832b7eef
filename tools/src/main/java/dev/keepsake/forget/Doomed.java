package dev.keepsake.forget;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.forget.DeleteOutput.Named;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Similarity;
import dev.keepsake.memory.Status;
import dev.keepsake.store.ReadTx;
import dev.keepsake.write.QueuedMemories;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A memory that was named for deletion, and the chain that goes with it; or a write that would
/// become one.
///
/// @param chain what is not deleted yet, oldest first; the named one is among them
/// @param open whether it is a write that is not decided yet
record Doomed(Memory named, List<Memory> chain, boolean open) {
  Doomed {
    chain = List.copyOf(chain);
  }

  /// One for each of `ids`, without repetition.
  ///
  /// @throws MemoryException with `NOT_FOUND` if one of them is not there, or deleted already
  static List<Doomed> find(ReadTx tx, Owner owner, List<MemoryId> ids) {
    var found = new LinkedHashMap<MemoryId, Doomed>();
    ids.forEach(id -> found.computeIfAbsent(id, wanted -> of(tx, owner, wanted)));
    return List.copyOf(found.values());
  }

  static Doomed of(ReadTx tx, Owner owner, MemoryId id) {
    List<Memory> chain =
        tx.memories().chain(owner, id).stream()
            .filter(memory -> memory.status() != Status.DELETED)
            .toList();
    return chain.stream()
        .filter(memory -> memory.id().equals(id))
        .findFirst()
        .map(named -> new Doomed(named, chain, false))
        .or(() ->
            QueuedMemories.find(tx, owner, id)
                .map(named -> new Doomed(named, List.of(named), true)))
        .orElseThrow(() -> unknown(id));
  }

  static MemoryException unknown(MemoryId id) {
    return new MemoryException(
        ErrorCode.NOT_FOUND, "There is no memory " + id + "; nothing was deleted.");
  }

  /// Nothing may go that nobody was shown: also what has replaced the named one since.
  private Optional<Memory> current() {
    return chain.stream()
        .filter(Memory::active)
        .filter(memory -> !memory.id().equals(named.id()))
        .findFirst();
  }

  Named named(Optional<Similarity> similarity) {
    return new Named(
        named.id(),
        named.content().text(),
        named.statement().type(),
        named.lifetime().createdAt(),
        similarity.map(s -> Math.round(s.value() * 10_000) / 10_000.0),
        chain.size(),
        current().map(memory -> memory.content().text()),
        current().map(Memory::id));
  }
}
