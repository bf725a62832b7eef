package dev.keepsake.write;

import dev.keepsake.write.statement.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds words that one text writes as one and the other as two: "startup" and "start-up".
final class JoinedWords {
  private JoinedWords() {}

  /// Takes out of both lists what is the same word.
  static void drop(List<Term> joined, List<Term> parted) {
    Map<String, Term> whole = new HashMap<>();
    joined.forEach(term -> whole.put(letters(term), term));
    for (int at = parted.size() - 2; at >= 0; at--) {
      Term same = whole.get(letters(parted.get(at)) + letters(parted.get(at + 1)));
      if (same != null && joined.remove(same)) {
        parted.subList(at, at + 2).clear();
        at--;
      }
    }
  }

  private static String letters(Term term) {
    return term.text().toLowerCase(Locale.ROOT);
  }
}
