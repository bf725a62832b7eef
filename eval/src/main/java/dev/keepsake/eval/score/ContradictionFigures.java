package dev.keepsake.eval.score;

/// How well contradictions are recognised among neighbours over one floor.
///
/// @param floor the least cosine similarity at which a neighbour is looked at
/// @param contradictions pairs that contradict, at any similarity
/// @param within those of them at or over the floor
/// @param found those of these that the guard calls a contradiction
/// @param claimed pairs at or over the floor that the guard wrongly calls one
public record ContradictionFigures(
    double floor, int contradictions, int within, int found, int claimed) {

  /// The share of the contradictions that is found, in [0, 1]; 1 if there are none.
  public double recall() {
    return contradictions == 0 ? 1 : (double) found / contradictions;
  }

  /// The share of what is called a contradiction that is one, in [0, 1]; 1 if nothing was.
  public double precision() {
    return found + claimed == 0 ? 1 : (double) found / (found + claimed);
  }
}
