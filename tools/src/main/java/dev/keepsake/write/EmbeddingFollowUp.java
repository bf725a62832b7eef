package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Memory;
import dev.keepsake.store.EmbeddingQueue;
import dev.keepsake.store.MemoryKey;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WholeMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memories that were stored while the model was late their vectors. Several processes may do
/// so at once: the first to write wins, the others find nothing to do.
public final class EmbeddingFollowUp {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingFollowUp.class);
  private static final int BATCH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(60);

  private final EmbeddingQueue queue;
  private final Transactions transactions;
  private final Embedder embedder;
  private final InstantSource clock;

  public EmbeddingFollowUp(
      EmbeddingQueue queue, Transactions transactions, Embedder embedder, InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.embedder = embedder;
    this.clock = clock;
  }

  /// One batch of those that are due. Does nothing while the model is not ready.
  ///
  /// @return how many vectors were made
  public int run() {
    if (!(embedder.state() instanceof EmbedderState.Ready)) {
      return 0;
    }
    Instant now = clock.instant();
    int made = 0;
    for (MemoryKey key : queue.claim(now, now.plus(LEASE), BATCH)) {
      made += embed(key) ? 1 : 0;
    }
    return made;
  }

  private boolean embed(MemoryKey key) {
    Optional<Memory> memory =
        transactions.read(
            key.user(),
            tx ->
                Optional.ofNullable(tx.transfer().find(key.user(), List.of(key.id())).get(key.id()))
                    .map(WholeMemory::memory));
    return memory.isPresent() && embed(memory.get());
  }

  private boolean embed(Memory memory) {
    EmbeddedText vector;
    try {
      vector = embedder.embed(memory.content().text(), PATIENCE);
    } catch (MemoryException e) {
      LOG.atWarn().setCause(e).addKeyValue("memory", memory.id()).log("no vector yet");
      Instant next = clock.instant().plus(PAUSE_AFTER_FAILURE);
      transactions.write(
          memory.owner().user(),
          clock.instant(),
          tx -> {
            tx.memories().postponeEmbedding(memory.owner(), memory.id(), next);
            return memory.id();
          });
      return false;
    }
    return transactions.write(
        memory.owner().user(),
        clock.instant(),
        tx -> tx.memories().embed(memory.owner(), memory.id(), vector));
  }
}
