package dev.keepsake.write.statement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells English from what is not, by the commonest words of each language (`languages.txt`) and by
/// script. A text that has none of them, as a few words of a note, counts as English.
final class Language {
  static final Language ENGLISH = new Language();

  private static final String NAME = "en";

  private final Map<String, Set<String>> languagesByWord = new HashMap<>();

  private Language() {
    for (String line : Lexicon.lines("languages")) {
      int equals = line.indexOf('=');
      String language = line.substring(0, equals).strip();
      for (String word : line.substring(equals + 1).split(",", -1)) {
        languagesByWord.computeIfAbsent(word.strip(), _ -> new HashSet<>()).add(language);
      }
    }
  }

  /// Whether another language has more of the words than English, or half of the words are of
  /// another script.
  boolean isNotOf(List<Token> tokens) {
    Map<String, Integer> counts = new HashMap<>();
    int otherScript = 0;
    for (Token token : tokens) {
      otherScript += isLatin(token) ? 0 : 1;
      for (String language : languagesByWord.getOrDefault(token.folded(), Set.of())) {
        counts.merge(language, 1, Integer::sum);
      }
    }
    int english = counts.getOrDefault(NAME, 0);
    return 2 * otherScript > tokens.size()
        || counts.values().stream().anyMatch(count -> count > english);
  }

  private static boolean isLatin(Token token) {
    return token
        .folded()
        .codePoints()
        .filter(Character::isLetter)
        .allMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN);
  }
}
