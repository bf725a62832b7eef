package dev.keepsake.reembed;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.SpaceReads.Unembedded;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.Transactions;
import dev.keepsake.write.BatchEmbedding;
import dev.keepsake.write.BatchEmbedding.Answer;
import dev.keepsake.write.BatchEmbedding.Answers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes vectors of one user's memories, some at a time: read, embedded outside any transaction,
/// written in one. Several processes may do so at once: the first to write wins.
final class Batches {
  private static final int SIZE = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Long enough for each of a batch by itself: nobody else waits for them.
  private static final Duration LONGEST = PATIENCE.multipliedBy(SIZE * 2L);

  private static final int TRIES = 3;

  private final Transactions transactions;
  private final BatchEmbedding model;
  private final StoredSpace space;
  private final InstantSource clock;

  /// @param embedder of `space`
  Batches(Transactions transactions, Embedder embedder, StoredSpace space, InstantSource clock) {
    this.transactions = transactions;
    this.model = new BatchEmbedding(embedder, PATIENCE, clock);
    this.space = space;
    this.clock = clock;
  }

  /// What one batch came to.
  ///
  /// @param last of the memories that were read; empty if there was none
  /// @param refused those of which the model makes no vector, tried 3 times, and why
  record Batch(Optional<MemoryId> last, int made, Map<MemoryId, String> refused) {}

  /// @param after continue behind this memory
  /// @param given memories that are not tried again
  /// @throws dev.keepsake.error.MemoryException if the model is not to be had; what it made before
  ///   is stored
  Batch run(UserId user, Optional<MemoryId> after, Set<MemoryId> given) {
    List<Unembedded> read = transactions.read(user, tx -> tx.spaces().lacking(space, after, SIZE));
    if (read.isEmpty()) {
      return new Batch(Optional.empty(), 0, Map.of());
    }
    var vectors = new LinkedHashMap<Unembedded, EmbeddedText>();
    var refused = new LinkedHashMap<Unembedded, String>();
    read.stream()
        .filter(memory -> !given.contains(memory.id()))
        .forEach(memory -> refused.put(memory, ""));
    Optional<RuntimeException> outage = Optional.empty();
    for (int i = 0; i < TRIES && !refused.isEmpty() && outage.isEmpty(); i++) {
      outage = ask(refused, vectors);
    }
    int made = vectors.isEmpty() ? 0 : write(user, vectors);
    if (outage.isPresent()) {
      throw outage.get();
    }
    var reasons = new LinkedHashMap<MemoryId, String>();
    refused.forEach((memory, reason) -> reasons.put(memory.id(), reason));
    return new Batch(Optional.of(read.getLast().id()), made, reasons);
  }

  /// Moves what the model has made from `open` to `vectors`.
  ///
  /// @return why the model is not to be had, if it is not
  private Optional<RuntimeException> ask(
      Map<Unembedded, String> open, Map<Unembedded, EmbeddedText> vectors) {
    List<Unembedded> asked = List.copyOf(open.keySet());
    Answers answers =
        model.ask(
            asked.stream().map(memory -> memory.content().text()).toList(),
            clock.instant().plus(LONGEST));
    for (int i = 0; i < asked.size(); i++) {
      Unembedded memory = asked.get(i);
      switch (answers.each().get(i)) {
        case Answer.Made(var vector) -> {
          vectors.put(memory, vector);
          open.remove(memory);
        }
        case Answer.Refused(var reason) -> open.put(memory, String.valueOf(reason.getMessage()));
        case Answer.NotAsked() -> {} // the outage is thrown
      }
    }
    return answers.outage();
  }

  private int write(UserId user, Map<Unembedded, EmbeddedText> vectors) {
    try {
      return fill(user, vectors);
    } catch (MemoryException e) {
      if (e.code() == ErrorCode.USER_ERASED) { // then none of them is there any more
        return 0;
      }
      throw e;
    }
  }

  private int fill(UserId user, Map<Unembedded, EmbeddedText> vectors) {
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
}
