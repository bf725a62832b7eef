package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds standing wishes: how the assistant is to answer from now on, what it is to call the user.
/// Something to be done once is none: there must be a word of lastingness ("always", "from now
/// on"), or what is asked for must be a manner of answering in general ("keep answers short").
/// Pure.
final class WishReader {
  private final Vocabulary acts;

  WishReader(Vocabulary acts) {
    this.acts = acts;
  }

  Optional<Act> read(Clause clause, String sentence) {
    String flat = clause.flat();
    boolean lasting = acts.occursIn("wish_always", sentence);
    boolean manner = acts.occursIn("wish_object", flat);
    int from = start(clause);
    if (flat.matches(".* (forget|delete|erase|memory|that rule) .*")) {
      return Optional.empty();
    }
    if (from < 0) {
      return fragment(clause, flat, manner);
    }
    List<Word> words = clause.words().subList(from, clause.words().size());
    boolean named = acts.occursIn("call_me", flat);
    boolean general =
        (lasting && (manner || named || addresses(words)))
            || (manner && plural(flat) && !flat.contains(" this "));
    return named || general ? Optional.of(new Act.Wish(words)) : Optional.empty();
  }

  /// Where the verb stands that says what is to be done; -1 if nothing is asked of the assistant.
  private int start(Clause clause) {
    List<Word> words = clause.words();
    int at = 0;
    while (at < words.size() - 1 && leads(words, at)) {
      at++;
    }
    if (clause.subject() == Subject.NONE || (clause.subjectStart() > at && clause.verb() > at)) {
      boolean past =
          words.get(at).lower().matches("never|always")
              && at + 1 < words.size()
              && !isBase(words.get(at + 1));
      return acts.has("wish_verb", key(words, at)) && !past ? at : -1;
    }
    return behindOrder(clause);
  }

  private static boolean leads(List<Word> words, int at) {
    return words
        .get(at)
        .lower()
        .matches(
            "please|and|also|so|but|just|ok|okay|oh|then|now|from|on|going|forward|in|future|the|,|-|hey|btw|well|by|way|actually|thanks|default|general|can|could|for|once|all|one|more|thing|ps|plus");
  }

  private static String key(List<Word> words, int at) {
    boolean doNot = words.get(at).is("do") && at + 1 < words.size() && words.get(at + 1).is("not");
    return doNot ? "do not" : words.get(at).lower();
  }

  /// "I want you to ...", "I would like you to ...", "you should always ...", "you can call me
  /// ...".
  private static int behindOrder(Clause clause) {
    List<Word> words = clause.words();
    String flat = clause.flat();
    boolean order =
        flat.matches(
            " .*\\b(want|need|like|prefer|love|ask|asked|wish|appreciate)( it if| that| for)? you"
                + " .*");
    boolean modal =
        clause.subject() == Subject.ADDRESSEE
            && flat.matches(
                " (and |also |so |but |please |then )*you (should|must|can|may|do"
                    + " not|need|have|could|are to).*");
    if (!order && !modal) {
      return -1;
    }
    int you = 0;
    while (!words.get(you).is("you")) {
      you++;
    }
    int at = you + 1;
    while (at < words.size() - 1
        && words
            .get(at)
            .lower()
            .matches("to|would|could|should|must|can|may|need|have|do|not|please|just|also")
        && !(words.get(at).is("not"))) {
      at++;
    }
    return at < words.size() ? at : -1;
  }

  /// "short answers please", "no emojis".
  private Optional<Act> fragment(Clause clause, String flat, boolean manner) {
    boolean wanted =
        flat.contains(" please ")
            || flat.startsWith(" no ")
            || flat.startsWith(" less ")
            || flat.startsWith(" more ");
    return manner
            && wanted
            && (plural(flat) || acts.occursIn("wish_always", flat))
            && clause.subject() == Subject.NONE
            && clause.words().size() <= 9
            && !clause.asked()
            && clause.words().stream().noneMatch(word -> word.verbal() || word.is("this"))
        ? Optional.of(
            new Act.Wish(
                clause.words().stream()
                    .filter(word -> !word.is("please") && !word.is(","))
                    .toList()))
        : Optional.empty();
  }

  private static boolean isBase(Word word) {
    String lower = word.lower();
    boolean third = lower.endsWith("s") && !lower.endsWith("ss");
    return word.verbal() && !third && !Grammar.isPast(lower);
  }

  private static boolean addresses(List<Word> words) {
    return words.stream()
        .anyMatch(word -> word.lower().matches("me|my|i|you|your|us|answers?|code|it"));
  }

  /// Manners of answering that are meant for every answer.
  private static boolean plural(String flat) {
    return flat.toLowerCase(Locale.ROOT)
        .matches(
            ".*\\b((do not|never|stop|without)"
                + " explain\\w*|answers|replies|responses|explanations|emojis|disclaimers|apologizing|apologising|with"
                + " me|metric|imperial|celsius|fahrenheit|jargon|small"
                + " talk|exclamation|pronouns|units|lecture|lecturing|sugarcoat|sugar"
                + " coat|filler|preamble|compliments|flattery|sources|em dashes|nickname)\\b.*");
  }
}
