package dev.keepsake.query;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.Embedding;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Reads with the vector of a question, in the space that the transaction has its memories' vectors
/// in: the vector is made before the transaction, and made anew where the search has switched to
/// another model between the two. Thread-safe.
public final class QuestionVectors {
  /// To switch takes longer than to ask; who meets two switches searches by words.
  private static final int ATTEMPTS = 3;

  private final Transactions transactions;
  private final UserIndexes indexes;
  private final Embedder embedder;
  private final Duration patience;

  /// @param patience how long a question waits for the model before it goes by words alone
  public QuestionVectors(
      Transactions transactions, UserIndexes indexes, Embedder embedder, Duration patience) {
    this.transactions = transactions;
    this.indexes = indexes;
    this.embedder = embedder;
    this.patience = patience;
  }

  /// @param notices told if there is no vector, and why
  /// @param work asks for the index of `owner`; may run several times
  public <R> R read(
      Owner owner,
      String question,
      Consumer<String> notices,
      BiFunction<ReadTx, Optional<Embedding>, R> work) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      EmbeddedText vector;
      try {
        vector = embedder.embed(question, patience);
      } catch (MemoryException e) {
        notices.accept("Searched by words alone: " + e.getMessage());
        return read(owner, work);
      }
      Optional<R> done =
          indexes.sharing(
              owner,
              () ->
                  transactions.read(
                      owner.user(),
                      tx ->
                          vector.space().equals(tx.state().space())
                              ? Optional.of(work.apply(tx, Optional.of(vector.first())))
                              : Optional.empty()));
      if (done.isPresent()) {
        return done.get();
      }
    }
    notices.accept("Searched by words alone: the embedding model is just being changed.");
    return read(owner, work);
  }

  private <R> R read(Owner owner, BiFunction<ReadTx, Optional<Embedding>, R> work) {
    return indexes.sharing(
        owner, () -> transactions.read(owner.user(), tx -> work.apply(tx, Optional.empty())));
  }
}
