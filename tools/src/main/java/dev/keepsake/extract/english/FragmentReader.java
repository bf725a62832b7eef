package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a clause that leaves its subject out the one that is meant: "moved to Leeds in May", "been
/// nursing for 12 years", "vegan here", "allergic to cats". Pure.
final class FragmentReader {
  private final Vocabulary worth;

  FragmentReader(Vocabulary worth) {
    this.worth = worth;
  }

  static boolean isPast(String verb) {
    return PAST.has("past", verb);
  }

  private static final Vocabulary PAST = Vocabulary.load("grammar");

  /// The same clause in the first person; empty if it is no statement about its speaker.
  Optional<Clause> completed(Clause clause) {
    boolean riddle = clause.flat().startsWith(" guess who ");
    if ((clause.subject() != Subject.NONE && !riddle) || clause.words().isEmpty()) {
      return Optional.empty();
    }
    List<Word> words = bare(clause.words());
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Word first = words.getFirst();
    if (first.is("guess") && words.size() >= 4 && words.get(1).is("who")) {
      return Optional.of(told(ownedByMe(words.subList(2, words.size()))));
    }
    if (first.is("can") && words.size() >= 4 && words.get(1).is("not") && !words.get(2).sign()) {
      return Optional.of(told(words));
    }
    Optional<Clause> choice = choice(words);
    if (choice.isPresent()) {
      return choice;
    }
    if (first.is("been")
        && !words.get(Math.min(1, words.size() - 1)).lower().matches("since|for")) {
      return Optional.of(told(words, "have"));
    }
    boolean past = first.verbal() && (first.lower().endsWith("ed") || isPast(first.lower()));
    if (past && words.size() >= 3) {
      return Optional.of(told(words));
    }
    boolean doing = first.tagged("VERB") && first.lower().endsWith("ing") && words.size() >= 3;
    boolean state =
        worth.has("be_lasting", first.lower()) && !first.is("from") && !first.is("called");
    boolean here =
        words.getLast().is("here")
            && words.size() <= 5
            && first.tagged("NOUN", "ADJ", "PROPN", "NUM", "DET");
    if (doing || state) {
      return Optional.of(told(words, "am"));
    }
    return here ? Optional.of(told(words.subList(0, words.size() - 1), "am")) : Optional.empty();
  }

  /// "guess who passed her driving test": it is the speaker's.
  private static List<Word> ownedByMe(List<Word> words) {
    return words.stream()
        .map(word ->
            word.lower().matches("his|her|their|our")
                ? new Word("my", "my", "PRON", word.spaced())
                : word)
        .map(word -> new Word(word.lower(), word.lower(), word.tag(), word.spaced()))
        .toList();
  }

  /// "linux over mac for me", "tabs over spaces", "window seat, every time".
  private static Optional<Clause> choice(List<Word> words) {
    String flat = dev.keepsake.extract.clause.Grammar.flat(words);
    boolean over =
        flat.matches(
            " (\\S+ ){1,4}over (\\S+ ){1,4}((for me|any day|every time|always|for us|personally|all"
                + " day|anytime|any time|sorry|please|at work) )*");
    boolean always =
        flat.matches(" (\\S+ ){1,4}(every time|any day|every single time|always) ")
            && !flat.contains(" over ");
    return (over || always) && words.stream().noneMatch(word -> word.verbal() || word.is("i"))
        ? Optional.of(told(words, "prefer"))
        : Optional.empty();
  }

  private static List<Word> bare(List<Word> words) {
    int at = 0;
    while (at < words.size()
        && (words.get(at).tagged("INTJ", "CCONJ", "PUNCT")
            || words
                .get(at)
                .lower()
                .matches(
                    "yes|yeah|yep|no|nope|well|so|also|and|oh|hi|hello|hey|btw|ok|okay|just|actually|recently|finally|officially"))) {
      at++;
    }
    return words.subList(at, words.size());
  }

  private static Clause told(List<Word> words, String... auxiliary) {
    var whole = new ArrayList<Word>();
    whole.add(new Word("I", "i", "PRON", false));
    for (String each : auxiliary) {
      whole.add(new Word(each, each, "AUX", true));
    }
    Word first = words.getFirst();
    whole.add(new Word(first.lower(), first.lower(), first.tag(), true));
    whole.addAll(words.subList(1, words.size()));
    int main = auxiliary.length == 0 || auxiliary[0].equals("prefer") ? 1 : 2;
    return new Clause(whole, "", Subject.SELF, 0, 1, main, false, false);
  }
}
