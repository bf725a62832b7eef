package dev.keepsake.eval.score;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/// How well duplicates are recognised at one threshold.
///
/// @param threshold a pair over it is predicted a duplicate, unless a guard is raised
/// @param predicted pairs taken for duplicates
/// @param correct those of them that are
/// @param same pairs that are duplicates
/// @param notSame pairs that are not
public record DuplicateFigures(
    double threshold, int predicted, int correct, int same, int notSame) {
  // the library's interval has two sides: 5 % over the upper one are 10 % in all
  private static final double BOTH_TAILS = 0.10;

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

  /// What [#falseRate] is below with a confidence of 95 %: the one-sided upper bound of Clopper and
  /// Pearson (Biometrika 26, 1934), exact for a binomial share; 1 if nothing was judged.
  public double falseRateBound() {
    return notSame == 0
        ? 1
        : BinomialConfidenceInterval.CLOPPER_PEARSON
            .fromErrorRate(notSame, lost(), BOTH_TAILS)
            .getUpperBound();
  }
}
