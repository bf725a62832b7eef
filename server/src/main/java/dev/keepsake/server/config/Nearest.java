package dev.keepsake.server.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The known word that somebody may have meant.
final class Nearest {
  private Nearest() {}

  /// Empty if no word is near: at most a third of the letters may differ.
  static Optional<String> to(String word, Stream<String> known) {
    return known
        .filter(k -> distance(word, k) * 3 <= Math.max(word.length(), k.length()))
        .min(Comparator.comparingInt(k -> distance(word, k)));
  }

  /// Optimal string alignment: letters inserted, left out, replaced, or swapped with a neighbour.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
