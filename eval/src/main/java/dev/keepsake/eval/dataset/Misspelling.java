package dev.keepsake.eval.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The known name that somebody may have meant.
final class Misspelling {
  private static final int MOST_EDITS = 2;

  /// Of words that are shorter, two edits make any of any other.
  private static final int LONG = 5;

  private Misspelling() {}

  /// @return empty if none is within two edits (one of short names), or the same but for a plural
  static Optional<String> of(String word, List<String> known) {
    return known.stream()
        .filter(name -> isNear(word, name))
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  private static boolean isNear(String word, String name) {
    int most = Math.min(word.length(), name.length()) < LONG ? 1 : MOST_EDITS;
    return singular(word).equals(singular(name)) || distance(word, name) <= most;
  }

  private static String singular(String word) {
    return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
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
