package dev.keepsake.reembed;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SpaceReads.Unembedded;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes vectors of one user's memories, some at a time: read, embedded outside any transaction,
/// written in one. Several processes may do so at once: the first to write wins.
record Batches(
    Transactions transactions, Embedder embedder, StoredSpace space, InstantSource clock) {
  private static final int SIZE = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TRIES = 3;

  /// What every model has a vector of.
  private static final String PROBE = "The user likes to know that everything works.";

  /// What one batch came to.
  ///
  /// @param last of the memories that were read; empty if there was none
  /// @param refused those of which the model makes no vector, and why
  record Batch(Optional<MemoryId> last, int made, Map<MemoryId, String> refused) {}

  /// @param after continue behind this memory
  /// @param given memories that are not tried again
  /// @throws MemoryException if the model answers nothing at all
  Batch run(UserId user, Optional<MemoryId> after, Set<MemoryId> given) {
    List<Unembedded> read = transactions.read(user, tx -> tx.spaces().lacking(space, after, SIZE));
    if (read.isEmpty()) {
      return new Batch(Optional.empty(), 0, Map.of());
    }
    var refused = new LinkedHashMap<MemoryId, String>();
    Map<Unembedded, EmbeddedText> vectors =
        embed(read.stream().filter(memory -> !given.contains(memory.id())).toList(), refused);
    int made = vectors.isEmpty() ? 0 : write(user, vectors);
    return new Batch(Optional.of(read.getLast().id()), made, refused);
  }

  private int write(UserId user, Map<Unembedded, EmbeddedText> vectors) {
    return transactions.write(
        user,
        clock.instant(),
        tx -> {
          int made = 0;
          for (var vector : vectors.entrySet()) {
            made += tx.spaces().fill(space, vector.getKey(), vector.getValue()) ? 1 : 0;
          }
          return made;
        });
  }

  private Map<Unembedded, EmbeddedText> embed(
      List<Unembedded> memories, Map<MemoryId, String> refused) {
    var vectors = new LinkedHashMap<Unembedded, EmbeddedText>();
    try {
      List<EmbeddedText> embedded =
          embedder.embedAll(memories.stream().map(m -> m.content().text()).toList(), PATIENCE);
      for (int i = 0; i < memories.size(); i++) {
        vectors.put(memories.get(i), embedded.get(i));
      }
    } catch (MemoryException e) {
      probe(); // one of them may be what the model can't take
      for (Unembedded memory : memories) {
        embed(memory, refused).ifPresent(vector -> vectors.put(memory, vector));
      }
    }
    return vectors;
  }

  private Optional<EmbeddedText> embed(Unembedded memory, Map<MemoryId, String> refused) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(embedder.embed(memory.content().text(), PATIENCE));
      } catch (MemoryException e) {
        probe();
        if (attempt == TRIES) {
          refused.put(memory.id(), String.valueOf(e.getMessage()));
          return Optional.empty();
        }
      }
    }
  }

  private void probe() {
    embedder.embed(PROBE, PATIENCE);
  }
}
