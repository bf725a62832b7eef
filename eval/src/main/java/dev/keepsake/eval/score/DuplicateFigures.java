package dev.keepsake.eval.score;

/// How well duplicates are recognised at one threshold.
///
/// @param threshold a pair over it is predicted a duplicate, unless a guard is raised
/// @param predicted pairs taken for duplicates
/// @param correct those of them that are
/// @param same pairs that are duplicates
/// @param notSame pairs that are not
public record DuplicateFigures(
    double threshold, int predicted, int correct, int same, int notSame) {

  /// The share of what is taken for a duplicate that is one, in [0, 1]; 1 if nothing was.
  public double precision() {
    return predicted == 0 ? 1 : (double) correct / predicted;
  }

  /// The share of the duplicates that is recognised, in [0, 1]; 1 if there are none.
  public double recall() {
    return same == 0 ? 1 : (double) correct / same;
  }

  /// Pairs wrongly taken for duplicates: each would lose what a user said.
  public int lost() {
    return predicted - correct;
  }

  /// The share of what is no duplicate that is taken for one, in [0, 1]; 0 if there is none.
  public double falseRate() {
    return notSame == 0 ? 0 : (double) lost() / notSame;
  }
}
