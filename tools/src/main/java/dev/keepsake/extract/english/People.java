package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The people and animals near the user that a conversation has named, so that "she" and "Anna" can
/// be written out later: "the user's sister Anna". For one message at a time.
final class People {
  /// How many words may stand between "my" and what somebody is to the user: "my wife's older".
  private static final int DISTANCE = 5;

  private final Vocabulary worth;
  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, String> byPronoun = new HashMap<>();
  private @Nullable String last;

  People(Vocabulary worth) {
    this.worth = worth;
  }

  /// Notes who is named in these words.
  void meet(List<Word> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).is("my") || words.get(i).is("our")) {
        int relation = relation(words, i);
        if (relation > 0) {
          note(words, i, relation);
        }
      }
    }
  }

  /// Where the word stands that says what somebody is to the user; -1 if there is none.
  private int relation(List<Word> words, int from) {
    int found = -1;
    for (int i = from + 1; i < Math.min(words.size(), from + DISTANCE); i++) {
      Word word = words.get(i);
      if (worth.has("relation", word.lower())) {
        found = i;
      } else if (!(word.tagged("ADJ", "NOUN", "NUM", "PROPN", "PART")
          || word.is("-")
          || word.is("'s"))) {
        break;
      } else if (found > 0 && !word.is("'s") && !words.get(i - 1).is("'s")) {
        break;
      }
    }
    return found;
  }

  private void note(List<Word> words, int from, int relation) {
    var phrase = new StringBuilder("the user's");
    for (Word word : words.subList(from + 1, relation + 1)) {
      phrase.append(word.spaced() ? " " : "").append(word.lower());
    }
    boolean inLaw =
        relation + 4 < words.size()
            && words.get(relation + 1).is("-")
            && words.get(relation + 2).is("in");
    if (inLaw) {
      phrase.append("-in-law");
    }
    Optional<String> name = name(words, relation + 1).or(() -> nameBefore(words, from));
    name.ifPresent(given -> phrase.append(' ').append(given));
    String person = phrase.toString();
    name.ifPresent(given -> byName.put(given.toLowerCase(Locale.ROOT), person));
    String kind = words.get(relation).lower();
    Grammar.pronounOf(kind)
        .ifPresentOrElse(
            pronoun -> byPronoun.put(pronoun, person),
            () -> {
              byPronoun.put("she", person);
              byPronoun.put("he", person);
            });
    if (kind.endsWith("s") || kind.equals("children")) {
      byPronoun.put("they", person);
    }
    last = person;
  }

  /// "Priya is my manager", "Jonas, my flatmate".
  private static Optional<String> nameBefore(List<Word> words, int from) {
    int at = from - 1;
    while (at >= 0 && (words.get(at).is(",") || words.get(at).is("is"))) {
      at--;
    }
    if (at < 0 || from - at > 3) {
      return Optional.empty();
    }
    Word word = words.get(at);
    boolean first = at == 0 || words.get(at - 1).sign() || !words.get(at - 1).verbal();
    return word.tagged("PROPN") && first ? Optional.of(word.text()) : Optional.empty();
  }

  private static Optional<String> name(List<Word> words, int at) {
    int place = at < words.size() && words.get(at).is(",") ? at + 1 : at;
    if (place < words.size()) {
      Word word = words.get(place);
      boolean capital = Character.isUpperCase(word.text().charAt(0)) && !word.is("i");
      if (capital && word.tagged("PROPN", "NOUN")) {
        return Optional.of(word.text());
      }
    }
    return Optional.empty();
  }

  /// Who a pronoun stands for.
  Optional<String> behind(String pronoun) {
    Optional<String> known = Optional.ofNullable(byPronoun.get(subjective(pronoun)));
    return known.isPresent() || pronoun.equals("they") ? known : Optional.ofNullable(last);
  }

  /// Who is called so.
  Optional<String> named(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  private static String subjective(String pronoun) {
    return switch (pronoun) {
      case "her", "hers" -> "she";
      case "his", "him" -> "he";
      case "their", "them" -> "they";
      default -> pronoun;
    };
  }
}
