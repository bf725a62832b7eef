package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.ExpectedWrite;
import dev.keepsake.eval.observe.Observation.Written;
import java.util.List;

/// A memory of the run that says what was expected.
///
/// @param by the alternatives of the keywords that occur in it
/// @param rightType whether its type is one of those expected
/// @param superseded whether it replaced what it should; true if nothing need be replaced
public record WriteMatch(
    ExpectedWrite expected,
    Written written,
    List<String> by,
    boolean rightType,
    boolean superseded) {
  public WriteMatch {
    by = List.copyOf(by);
  }
}
