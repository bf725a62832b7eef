package dev.keepsake.query;

import dev.keepsake.memory.Similarity;
import java.util.Optional;

/// How one memory matches a query.
///
/// @param cosine similarity of the vectors; empty where one is missing
/// @param bm25 in [0, inf), comparable only within one search
/// @param coverage share of the query's words, weighted by how rare they are among the user's
///   memories, that the memory has; in [0, 1]
public record ScoreParts(Optional<Similarity> cosine, double bm25, double coverage) {

  /// The absolute score, in [0, 1]: the better of meaning (cosine, negative counted as 0) and words
  /// (coverage). Unlike the order, it does not depend on the other memories that were found.
  public double score() {
    return Math.max(coverage, cosine.map(c -> Math.max(0, c.value())).orElse(0.0));
  }
}
