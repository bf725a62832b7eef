package dev.keepsake.extract.text;

import dev.keepsake.reading.Sentences;
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

  private static final double LEAST = 0.45;

  /// How much more must speak for a language than for the next.
  private static final double LEAD = 1.4;

  private static final double LETTER = 0.8;

  /// English has names of people, places and dishes with all of them.
  private static final double MOST_OF_LETTERS = 1;

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
    return best(text, SURE, LEAD);
  }

  /// The language that most speaks for, where something does.
  Optional<Language> guess(String text) {
    return best(text, LEAST, 1);
  }

  private Optional<Language> best(String text, double least, double lead) {
    Language best = Language.UNKNOWN;
    double most = 0;
    double second = 0;
    for (var score : scores(text).entrySet()) {
      if (score.getValue() > most) {
        second = most;
        most = score.getValue();
        best = score.getKey();
      } else {
        second = Math.max(second, score.getValue());
      }
    }
    return most >= least && most >= lead * second ? Optional.of(best) : Optional.empty();
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
    return guess(texts.getLast()).orElse(Language.ENGLISH);
  }

  /// The sentences of `text` by their language; those that can't be told are in `main`.
  public Map<Language, String> parts(String text, Language main) {
    var parts = new EnumMap<Language, String>(Language.class);
    for (String line : text.split("\\R")) {
      for (String sentence : Sentences.of(line)) {
        parts.merge(tell(sentence).orElse(main), sentence, (said, more) -> said + "\n" + more);
      }
    }
    return parts;
  }

  private Map<Language, Double> scores(String text) {
    var scores = new EnumMap<Language, Double>(Language.class);
    for (String word : Folding.flat(text).strip().split(" ")) {
      count(words.getOrDefault(word, Set.of()), 1, scores);
    }
    spelt(text)
        .forEach((language, letters) ->
            scores.merge(language, Math.min(letters, MOST_OF_LETTERS), Double::sum));
    if (!latin(text)) {
      scores.merge(Language.UNKNOWN, (double) text.length(), Double::sum);
    }
    return scores;
  }

  private Map<Language, Double> spelt(String text) {
    var scores = new EnumMap<Language, Double>(Language.class);
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(c -> c > 127)
        .forEach(c -> count(letters.getOrDefault(c, Set.of()), LETTER, scores));
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
