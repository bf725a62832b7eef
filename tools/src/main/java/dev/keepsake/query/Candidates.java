package dev.keepsake.query;

import dev.keepsake.memory.Similarity;
import java.util.Optional;

/// What a search compares: for every candidate, by its number, how it matches. Plain arrays,
/// because a user with ten thousand memories has ten thousand of them in every search. Not
/// thread-safe.
final class Candidates {
  private final int[] slots;
  private final double[] cosines;
  private final double[] bm25;
  private final double[] coverage;
  private int size;

  Candidates(int capacity) {
    slots = new int[capacity];
    cosines = new double[capacity];
    bm25 = new double[capacity];
    coverage = new double[capacity];
  }

  /// @param cosine NaN where there is no vector
  void add(int slot, double cosine, double wordScore, double covered) {
    slots[size] = slot;
    cosines[size] = cosine;
    bm25[size] = wordScore;
    coverage[size] = covered;
    size++;
  }

  int size() {
    return size;
  }

  int slot(int candidate) {
    return slots[candidate];
  }

  double cosine(int candidate) {
    return cosines[candidate];
  }

  double bm25(int candidate) {
    return bm25[candidate];
  }

  ScoreParts parts(int candidate) {
    double cosine = cosines[candidate];
    return new ScoreParts(
        Double.isNaN(cosine) ? Optional.empty() : Optional.of(Similarity.ofComputed(cosine)),
        bm25[candidate],
        coverage[candidate]);
  }

  /// See [ScoreParts#score].
  double score(int candidate) {
    double cosine = cosines[candidate];
    return Math.max(coverage[candidate], Double.isNaN(cosine) ? 0 : Math.clamp(cosine, 0, 1));
  }
}
