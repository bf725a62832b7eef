package dev.keepsake.eval.run;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.eval.dataset.DuplicatePair;
import dev.keepsake.eval.score.PairScore;
import dev.keepsake.write.StatementGuard;
import java.time.Duration;
import java.util.List;

/// Judges labelled pairs with the model and the guard that the write path uses.
public final class DuplicateRun {
  /// For loading the model and one text.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What is said of two texts of which the model has not seen every word: nothing.
  private static final double UNKNOWN = -1;

  private final Embedder embedder;

  public DuplicateRun(Embedder embedder) {
    this.embedder = embedder;
  }

  /// @throws dev.keepsake.error.MemoryException with `EMBEDDER_UNAVAILABLE` if the model cannot be
  ///   loaded
  public PairScore score(List<DuplicatePair> pairs) {
    return PairScore.of(pairs, new StatementGuard(), this::cosine);
  }

  /// As the write path compares: only texts that the model has seen as a whole.
  private double cosine(String stored, String proposed) {
    EmbeddedText one = embedder.embed(stored, PATIENCE);
    EmbeddedText other = embedder.embed(proposed, PATIENCE);
    return one.whole() && other.whole() ? one.first().cosine(other.first()) : UNKNOWN;
  }
}
