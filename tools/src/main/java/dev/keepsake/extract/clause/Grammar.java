package dev.keepsake.extract.clause;

import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the rules know of English words beyond their tags.
public final class Grammar {
  static final Vocabulary WORDS = Vocabulary.load("grammar");
  private static final Vocabulary WORTH = Vocabulary.load("worth");

  private Grammar() {}

  /// Words in lower case without signs, one space before, between and after them.
  public static String flat(List<Word> words) {
    return words.stream()
        .filter(word -> !word.sign())
        .map(Word::lower)
        .collect(Collectors.joining(" ", " ", " "));
  }

  /// Whether a verb can begin here: by its tag, or because it is one of the commonest that the
  /// tagger takes for nouns in careless spelling.
  static boolean isVerb(Word word) {
    return word.verbal() || WORDS.has("verb", word.lower());
  }

  /// Whether it is a verb behind "I" or "we", where the tagger often takes it for a noun: "I fast
  /// during Ramadan", "we favour boring technology".
  static boolean isVerbOfPronoun(Word word) {
    return isVerb(word)
        || WORTH.has("state_verb", word.lower())
        || WORTH.has("taste_verb", word.lower());
  }

  /// Whether it says what somebody is to somebody: "sister", "boss", "dog".
  public static boolean isRelation(String word) {
    return WORTH.has("relation", word);
  }

  /// The same behind a noun: "my partner loathes mushrooms".
  ///
  /// @param noun the word before it
  static boolean isVerbOfNoun(Word word, Word noun) {
    String lower = word.lower();
    boolean relation = WORTH.has("relation", noun.lower());
    if (isVerb(word) || word.tagged("PROPN")) {
      return isVerb(word);
    }
    if (noun.lower().endsWith("s") && isVerbOfPronoun(word)) {
      return true;
    }
    if (relation && WORDS.has("past", lower)) {
      return true;
    }
    if (!lower.endsWith("s")) {
      return false;
    }
    String base = lower.substring(0, lower.length() - 1);
    String other = lower.endsWith("es") ? lower.substring(0, lower.length() - 2) : base;
    return WORTH.has("state_verb", base)
        || WORTH.has("taste_verb", base)
        || WORTH.has("state_verb", other)
        || WORTH.has("taste_verb", other)
        || WORDS.has("verb_s", lower);
  }

  /// Whether it is a form that stands with a subject: no participle in -ing, and by the look of it
  /// no noun.
  static boolean isFinite(Word word) {
    return isVerb(word) && !word.lower().endsWith("ing") && !word.is("been") && !word.is("be");
  }

  /// Whether it is a past form, by its ending or because it is listed as one.
  public static boolean isPast(String verb) {
    return (verb.endsWith("ed") && !WORDS.has("base_in_ed", verb)) || WORDS.has("past", verb);
  }

  /// The third person singular of a verb in the first.
  public static String thirdPerson(String verb) {
    return switch (verb) {
      case "am", "are" -> "is";
      case "were" -> "was";
      case "have" -> "has";
      case "do" -> "does";
      case "go" -> "goes";
      default ->
          WORDS.has("modal", verb) || isPast(verb) || (verb.endsWith("s") && !verb.endsWith("ss"))
              ? verb
              : inflected(verb);
    };
  }

  private static String inflected(String verb) {
    if (verb.matches(".*(s|sh|ch|x|z|o)")) {
      return verb + "es";
    }
    return verb.matches(".*[^aeiou]y") ? verb.substring(0, verb.length() - 1) + "ies" : verb + "s";
  }

  /// The gender of who is named so, if the word tells: "she" or "he".
  public static Optional<String> pronounOf(String person) {
    if (WORDS.has("female", person)) {
      return Optional.of("she");
    }
    return WORDS.has("male", person) ? Optional.of("he") : Optional.empty();
  }
}
