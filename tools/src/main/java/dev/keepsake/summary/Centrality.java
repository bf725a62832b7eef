package dev.keepsake.summary;

import dev.keepsake.embed.Embedding;
import java.util.Arrays;
import java.util.List;

/// How central each sentence is among all of them: the share of time that a reader spends at it who
/// goes from sentence to sentence by how alike they are, and now and then begins anew at one that
/// tells much. LexRank (Erkan and Radev, 2004, section 3.2, continuous) over cosines of vectors.
/// Pure.
final class Centrality {
  /// Sentences that are less alike have nothing to do with each other.
  private static final double UNRELATED = 0.2;

  /// How often the reader begins anew.
  private static final double ANEW = 0.3;

  private static final int MOST_ROUNDS = 100;
  private static final double SETTLED = 1e-9;

  private Centrality() {}

  /// Cosines of each with each; below [#UNRELATED] they are 0, as that of one with itself.
  static double[][] alike(List<Embedding> vectors) {
    double[][] alike = new double[vectors.size()][vectors.size()];
    for (int i = 0; i < alike.length; i++) {
      for (int j = 0; j < i; j++) {
        double cosine = vectors.get(i).cosine(vectors.get(j));
        double kept = cosine < UNRELATED ? 0 : cosine;
        alike[i][j] = kept;
        alike[j][i] = kept;
      }
    }
    return alike;
  }

  /// @param alike symmetric
  /// @param weights how much each tells, of which some are over 0
  /// @return one for each, together 1
  static double[] of(double[][] alike, double[] weights) {
    double all = Arrays.stream(weights).sum();
    double[] start = Arrays.stream(weights).map(weight -> weight / all).toArray();
    double[] sums = Arrays.stream(alike).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    double[] share = start;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] next = step(alike, sums, start, share);
      double change = 0;
      for (int i = 0; i < next.length; i++) {
        change += Math.abs(next[i] - share[i]);
      }
      share = next;
      if (change < SETTLED) {
        break;
      }
    }
    return share;
  }

  private static double[] step(double[][] alike, double[] sums, double[] start, double[] share) {
    double stranded = 0; // whoever stands where no way leads on begins anew
    for (int i = 0; i < sums.length; i++) {
      stranded += sums[i] == 0 ? share[i] : 0;
    }
    double[] next = new double[share.length];
    for (int i = 0; i < next.length; i++) {
      double come = 0;
      for (int j = 0; j < next.length; j++) {
        come += alike[i][j] == 0 ? 0 : share[j] * alike[i][j] / sums[j];
      }
      next[i] = ANEW * start[i] + (1 - ANEW) * (come + stranded * start[i]);
    }
    return next;
  }
}
