package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Memory;
import dev.keepsake.store.EmbeddingQueue;
import dev.keepsake.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memories that were stored while the model was late their vectors. Several processes may do
/// so at once: the first to write wins, the others find nothing to do.
public final class EmbeddingFollowUp {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingFollowUp.class);
  private static final int BATCH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
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
    int made = 0;
    for (Memory memory : queue.due(clock.instant(), BATCH)) {
      made += embed(memory) ? 1 : 0;
    }
    return made;
  }

  private boolean embed(Memory memory) {
    EmbeddedText vector;
    try {
      vector = embedder.embed(memory.content().text(), PATIENCE);
    } catch (MemoryException e) {
      LOG.atWarn().setCause(e).addKeyValue("memory", memory.id()).log("no vector yet");
      queue.postpone(memory, clock.instant().plus(PAUSE_AFTER_FAILURE));
      return false;
    }
    return transactions.write(
        memory.owner().user(),
        clock.instant(),
        tx -> tx.memories().embed(memory.owner(), memory.id(), vector));
  }
}
