package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vectors that are made some at a time, in the order in which their texts will be written: while
/// the first are stored, the next are made. Thread-safe.
final class VectorsAhead {
  /// So many texts keep every thread of the model at work, and the first writer waits for no more.
  private static final int AT_ONCE = 8;

  private static final CompletableFuture<EmbeddedText> NONE =
      CompletableFuture.failedFuture(new CancellationException());

  private static final Logger LOG = LoggerFactory.getLogger(VectorsAhead.class);

  private final Map<String, CompletableFuture<EmbeddedText>> vectors = new HashMap<>();
  private final Duration patience;

  private VectorsAhead(List<String> texts, Duration patience) {
    this.patience = patience;
    texts.forEach(text -> vectors.put(text, new CompletableFuture<>()));
  }

  /// Begins; whoever asks waits for the vector that it asks for.
  ///
  /// @param texts each once
  static VectorsAhead of(List<String> texts, Embedder embedder, Duration patience) {
    var ahead = new VectorsAhead(texts, patience);
    Thread.ofVirtual().name("vectors").start(() -> ahead.make(texts, embedder));
    return ahead;
  }

  /// Where the model fails, what is left is not asked for: each write asks by itself then, and
  /// tells of its failure.
  private void make(List<String> texts, Embedder embedder) {
    try {
      for (int from = 0; from < texts.size(); from += AT_ONCE) {
        List<String> some = texts.subList(from, Math.min(from + AT_ONCE, texts.size()));
        Iterator<EmbeddedText> made = embedder.embedAll(some, patience).iterator();
        some.forEach(text -> future(text).complete(made.next()));
      }
    } catch (MemoryException e) {
      LOG.debug("no vectors for several texts at once", e);
    } finally {
      vectors.values().forEach(left -> left.cancel(false));
    }
  }

  private CompletableFuture<EmbeddedText> future(String text) {
    return vectors.getOrDefault(text, NONE);
  }

  /// Waits for it. Empty if it is not being made, could not be, or takes too long.
  Optional<EmbeddedText> find(String text) {
    return future(text)
        .thenApply(Optional::of)
        .completeOnTimeout(Optional.empty(), patience.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(_ -> Optional.empty())
        .join();
  }
}
