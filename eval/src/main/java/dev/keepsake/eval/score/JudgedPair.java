package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DuplicatePair;
import dev.keepsake.eval.dataset.DuplicatePair.Label;
import dev.keepsake.write.Verdict;

/// A pair with what model and guard say of it.
///
/// @param cosine in [-1, 1], higher is nearer
public record JudgedPair(DuplicatePair pair, double cosine, Verdict verdict) {
  // single precision sums to a little over 1
  private static final double ROUNDING = 1e-4;

  public JudgedPair {
    if (!(Math.abs(cosine) <= 1 + ROUNDING)) {
      throw new IllegalArgumentException(
          "cosine of pair " + pair.id() + " is outside [-1, 1]: " + cosine);
    }
  }

  /// The label that the verdict alone amounts to.
  public Label guardLabel() {
    return switch (verdict) {
      case Verdict.Same() -> Label.SAME;
      case Verdict.Differs differs -> differs.contradicts() ? Label.CONTRADICTS : Label.DIFFERENT;
    };
  }

  boolean is(Label label) {
    return pair.label() == label;
  }
}
