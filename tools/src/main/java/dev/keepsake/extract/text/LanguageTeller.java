package dev.keepsake.extract.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Tells the language of a text by its function words and letters. A word that several languages
/// have counts in each by its share. Immutable.
public final class LanguageTeller {
  /// Two words of one language alone, or one and a letter.
  private static final double SURE = 1.5;

  /// How much more must speak for a language than for the next.
  private static final double LEAD = 1.4;

  private static final double LETTER = 0.8;

  private final Map<String, Set<Language>> words = new HashMap<>();
  private final Map<Integer, Set<Language>> letters = new HashMap<>();

  public LanguageTeller() {
    for (String line : Vocabulary.lines("languages")) {
      String[] sides = line.split("=", 2);
      String[] list = sides[0].strip().split("_", 2);
      Language language = Language.valueOf(list[0].toUpperCase(Locale.ROOT));
      for (String entry : sides[1].strip().split("\\s*,\\s*")) {
        if (list.length > 1) {
          entry
              .codePoints()
              .forEach(c -> letters.computeIfAbsent(c, _ -> new TreeSet<>()).add(language));
        } else {
          words.computeIfAbsent(Folding.word(entry), _ -> new TreeSet<>()).add(language);
        }
      }
    }
  }

  /// The language of `text`, where it is beyond doubt.
  public Optional<Language> tell(String text) {
    Map<Language, Double> scores = scores(text);
    Language best = Language.UNKNOWN;
    double most = 0;
    double second = 0;
    for (var score : scores.entrySet()) {
      if (score.getValue() > most) {
        second = most;
        most = score.getValue();
        best = score.getKey();
      } else {
        second = Math.max(second, score.getValue());
      }
    }
    return most >= SURE && most >= LEAD * second ? Optional.of(best) : Optional.empty();
  }

  /// The language of the last text, by the ones before it where it is too short to tell; English if
  /// nothing speaks for any other.
  ///
  /// @param texts the oldest first; not empty
  public Language tellLast(List<String> texts) {
    for (int from = texts.size() - 1; from >= 0; from--) {
      Optional<Language> told = tell(String.join("\n", texts.subList(from, texts.size())));
      if (told.isPresent()) {
        return told.get();
      }
    }
    return latin(texts.getLast()) ? Language.ENGLISH : Language.UNKNOWN;
  }

  /// The sentences of `text` that are in `wanted`; a sentence that can't be told is in `main`.
  public String sentencesIn(Language wanted, Language main, String text) {
    var in = new ArrayList<String>();
    for (String line : text.split("\\R")) {
      for (String sentence : Sentences.of(line)) {
        if (tell(sentence).orElse(main) == wanted) {
          in.add(sentence);
        }
      }
    }
    return String.join("\n", in);
  }

  private Map<Language, Double> scores(String text) {
    var scores = new EnumMap<Language, Double>(Language.class);
    for (String word : Folding.flat(text).strip().split(" ")) {
      count(words.getOrDefault(word, Set.of()), 1, scores);
    }
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(c -> c > 127)
        .forEach(c -> count(letters.getOrDefault(c, Set.of()), LETTER, scores));
    if (!latin(text)) {
      scores.merge(Language.UNKNOWN, (double) text.length(), Double::sum);
    }
    return scores;
  }

  private static void count(Set<Language> of, double weight, Map<Language, Double> scores) {
    of.forEach(language -> scores.merge(language, weight / of.size(), Double::sum));
  }

  private static boolean latin(String text) {
    long all = text.codePoints().filter(Character::isLetter).count();
    long latin =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .count();
    return latin * 2 >= all;
  }
}
