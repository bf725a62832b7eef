package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes out what "it" or "them" stands for where the words just before say so: "can you leave out
/// the cilantro? I can't stand it" is about cilantro. Pure.
final class Antecedent {
  private Antecedent() {}

  /// Whether the clause says something of a thing that it does not name.
  static boolean isMissing(Clause clause) {
    return place(clause) >= 0;
  }

  private static int place(Clause clause) {
    int from = Math.max(clause.mainVerb(), 0) + 1;
    for (int i = from; i < Math.min(clause.words().size(), from + 3); i++) {
      Word word = clause.words().get(i);
      if (word.is("it") || word.is("them") || word.is("those") || word.is("these")) {
        return i + 1 >= clause.words().size() || isEnd(clause.words().get(i + 1)) ? i : -1;
      }
    }
    return -1;
  }

  /// "I like it when ..." points forward, "those shoes" names its thing.
  private static boolean isEnd(Word next) {
    return !next.tagged("NOUN", "ADJ", "VERB", "AUX") && !next.lower().matches("when|if|that|how");
  }

  /// The clause with the last thing named in `before` in the place of its pronoun.
  static Optional<Clause> resolved(Clause clause, List<Word> before) {
    List<Word> thing = lastThing(before);
    int place = place(clause);
    if (thing.isEmpty() || place < 0 || Grammar.isRelation(thing.getLast().lower())) {
      return Optional.empty();
    }
    var words = new ArrayList<>(clause.words().subList(0, place));
    words.addAll(thing);
    words.addAll(clause.words().subList(place + 1, clause.words().size()));
    return Optional.of(
        new Clause(
            words,
            clause.joiner(),
            clause.subject(),
            clause.subjectStart(),
            clause.verb(),
            clause.mainVerb(),
            clause.inverted(),
            clause.asked()));
  }

  /// The same where the pronoun is the subject and what it stands for is all that came before: "mon
  /// and tue, those are my days off".
  static Optional<Clause> ofSubject(Clause clause, List<Word> before) {
    Word pronoun = clause.words().get(clause.subjectStart());
    boolean bare =
        !before.isEmpty()
            && before.size() <= 6
            && before.stream().noneMatch(Word::verbal)
            && before.stream().anyMatch(word -> word.tagged("NOUN", "PROPN"));
    if (!bare || !pronoun.lower().matches("it|that|this|those|these")) {
      return Optional.empty();
    }
    var words = new ArrayList<Word>();
    before.forEach(word -> words.add(new Word(word.text(), word.lower(), word.tag(), true)));
    words.addAll(clause.words().subList(clause.subjectStart() + 1, clause.words().size()));
    int shift = before.size() - 1 - clause.subjectStart();
    return Optional.of(
        new Clause(
            words,
            clause.joiner(),
            Clause.Subject.OTHER,
            0,
            clause.verb() + shift,
            clause.mainVerb() + shift,
            false,
            clause.asked()));
  }

  private static List<Word> lastThing(List<Word> words) {
    int end = words.size();
    while (end > 0 && !words.get(end - 1).tagged("NOUN", "PROPN")) {
      end--;
    }
    int start = end;
    while (start > 0 && words.get(start - 1).tagged("NOUN", "PROPN", "ADJ")) {
      start--;
    }
    var thing = new ArrayList<Word>();
    for (Word word : words.subList(start, end)) {
      thing.add(new Word(word.text(), word.lower(), word.tag(), true));
    }
    return thing;
  }
}
