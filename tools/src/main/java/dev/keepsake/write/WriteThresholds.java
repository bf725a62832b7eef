package dev.keepsake.write;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Similarity;

/// The numbers that the write policy turns on.
///
/// @param auto at or above this confidence a write is accepted; default 0.7
/// @param confirm at or above it, and below `auto`, the user is asked; below it a write is
///   discarded; default 0.5
/// @param duplicate over this similarity two statements that no guard tells apart are the same;
///   default 0.80, see `eval/decisions/0001-duplicate-threshold.md`
/// @param contradiction at or over this similarity two statements that a guard tells apart may
///   contradict each other, see `eval/decisions/0002-contradiction-floor.md`
public record WriteThresholds(
    Confidence auto, Confidence confirm, Similarity duplicate, Similarity contradiction) {
  public static final WriteThresholds DEFAULTS =
      new WriteThresholds(
          new Confidence(0.7), new Confidence(0.5), new Similarity(0.80), new Similarity(0.80));

  /// @throws IllegalArgumentException if `confirm` is over `auto`, or `contradiction` over
  ///   `duplicate`
  public WriteThresholds {
    if (confirm.compareTo(auto) > 0) {
      throw new IllegalArgumentException(
          "memory_write_confidence_confirm must not be over memory_write_confidence_auto");
    }
    if (contradiction.compareTo(duplicate) > 0) {
      throw new IllegalArgumentException(
          "memory_duplicate_threshold must not be under " + contradiction.value());
    }
  }
}
