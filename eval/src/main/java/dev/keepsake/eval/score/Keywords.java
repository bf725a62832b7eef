package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for keywords in texts, as whole words and phrases, whatever their case, accents and
/// inflection.
final class Keywords {
  private Keywords() {}

  /// The alternative that occurs.
  static Optional<String> find(Keyword keyword, Words text) {
    return keyword.alternatives().stream()
        .filter(alternative -> text.contain(Words.of(alternative)))
        .findFirst();
  }

  /// The alternatives by which all of `keywords` occur, in their order; empty if one does not, or
  /// if there are none.
  static Optional<List<String>> findAll(List<Keyword> keywords, Words text) {
    var found = new ArrayList<String>();
    for (Keyword keyword : keywords) {
      Optional<String> one = find(keyword, text);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      found.add(one.get());
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(found));
  }
}
