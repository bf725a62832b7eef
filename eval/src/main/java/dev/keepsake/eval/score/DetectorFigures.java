package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.DetectorText.Label;

/// How one label is recognised.
///
/// @param texts that have the label
/// @param found those of them that the detectors give it
/// @param claimed texts to which the detectors give it
public record DetectorFigures(Label label, int texts, int found, int claimed) {

  /// Of the texts that are given the label, the share that has it, in [0, 1]; 1 if none is.
  public double precision() {
    return claimed == 0 ? 1 : (double) found / claimed;
  }

  /// Of the texts that have the label, the share that is given it, in [0, 1]; 1 if none has.
  public double recall() {
    return texts == 0 ? 1 : (double) found / texts;
  }
}
