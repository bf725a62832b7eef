package dev.keepsake.eval.score;

/// How near an embedder puts two texts.
@FunctionalInterface
public interface PairSimilarity {

  /// Cosine similarity in [-1, 1], higher is nearer.
  double cosine(String stored, String proposed);
}
