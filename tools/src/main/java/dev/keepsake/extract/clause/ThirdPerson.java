package dev.keepsake.extract.clause;

import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.Word;
import java.util.List;
import java.util.Locale;

/// Turns what a user says of themselves into a statement about "the user" that stands alone: "I
/// live in Porto with my wife" becomes "The user lives in Porto with their wife".
public final class ThirdPerson {
  private final StringBuilder out = new StringBuilder();
  private boolean named;
  private boolean singular;

  private ThirdPerson() {}

  /// @param person who "she", "he" or "they" is, where the clause begins with one: "the user's
  ///   sister Anna"
  public static String statement(Clause clause, String person) {
    return new ThirdPerson().of(clause, person);
  }

  /// The same of a phrase without a subject: "my locker code" becomes "the user's locker code".
  public static String phrase(List<Word> words) {
    var made = new ThirdPerson();
    made.add(words, -1, Subject.NONE);
    return made.out.toString().strip();
  }

  private String of(Clause clause, String person) {
    List<Word> words = clause.fromSubject();
    int verb = clause.verb() - clause.subjectStart();
    List<Word> before = clause.words().subList(0, clause.subjectStart());
    int from = 0;
    if (!person.isEmpty()) {
      boolean owner = clause.subject() == Subject.POSSESSED;
      append(owner ? person + "'s" : person, false);
      named = person.contains("user");
      singular = true;
      from = 1;
    }
    add(words.subList(from, words.size()), verb - from, clause.subject());
    return sentence(out.toString().strip() + lead(before));
  }

  /// A phrase before the subject goes to the end: "in winter I ski", "as a nurse I work nights".
  private static String lead(List<Word> before) {
    List<Word> kept =
        before.stream()
            .dropWhile(word -> ClauseSplitter.isLead(word))
            .filter(word -> !word.is(","))
            .toList();
    if (kept.isEmpty()) {
      return "";
    }
    var phrase = new ThirdPerson();
    phrase.named = true;
    phrase.add(kept, -1, Subject.NONE);
    return " " + phrase.out.toString().strip();
  }

  private void add(List<Word> words, int verb, Subject subject) {
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      boolean last = i + 1 == words.size();
      if (i == verb && agrees(subject)) {
        append(agreed(word.lower(), subject), word.spaced() || (i > 0 && !word.sign()));
      } else {
        append(replaced(word, i == 0 && !last), word.spaced());
      }
    }
  }

  private static boolean agrees(Subject subject) {
    return subject == Subject.SELF || subject == Subject.GROUP || subject == Subject.PERSON;
  }

  private String agreed(String verb, Subject subject) {
    boolean they = subject == Subject.PERSON && !singular;
    return they ? verb : Grammar.thirdPerson(verb);
  }

  private String replaced(Word word, boolean first) {
    return switch (word.lower()) {
      case "i", "we" -> first || !named ? user() : "they";
      case "me", "us" -> named ? "them" : user();
      case "my", "our" -> possessive();
      case "mine", "ours" -> named ? "theirs" : user() + "'s";
      case "myself", "ourselves" -> "themselves";
      case "you" -> "the assistant";
      case "your" -> "the assistant's";
      case "am" -> named ? "are" : "is";
      default -> plain(word, first);
    };
  }

  private String possessive() {
    boolean before = named;
    return before ? "their" : user() + "'s";
  }

  private String user() {
    named = true;
    return "the user";
  }

  private static String plain(Word word, boolean first) {
    boolean function =
        first && !word.tagged("PROPN") && !word.text().equals(word.text().toUpperCase(Locale.ROOT));
    return function ? word.lower() : word.text();
  }

  private void append(String text, boolean spaced) {
    if (spaced && !out.isEmpty()) {
      out.append(' ');
    }
    out.append(text);
  }

  private static String agreeing(String text) {
    return text.replace(" they was ", " they were ")
        .replace(" they is ", " they are ")
        .replace(" they has ", " they have ");
  }

  private static String sentence(String text) {
    String bare =
        agreeing(text).replaceAll("\\s+", " ").replaceAll("\\s+([,.!?;:)])", "$1").strip();
    String capital = Character.toUpperCase(bare.charAt(0)) + bare.substring(1);
    return capital.matches(".*[.!?]") ? capital : capital + ".";
  }
}
