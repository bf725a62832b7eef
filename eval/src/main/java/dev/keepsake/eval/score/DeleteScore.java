package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.Keyword;
import dev.keepsake.eval.observe.Observation.Forgotten;
import java.util.List;

/// What was deleted, against what should have been.
///
/// @param met deleted as expected
/// @param missed what should be gone, each as its keywords
/// @param unasked deleted though nobody asked for it
public record DeleteScore(
    List<Forgotten> met, List<List<Keyword>> missed, List<Forgotten> unasked) {
  public DeleteScore {
    met = List.copyOf(met);
    missed = List.copyOf(missed);
    unasked = List.copyOf(unasked);
  }
}
