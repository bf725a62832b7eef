package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.clause.ClauseSplitter;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a reason, a time or a contrast back to the statement it belongs to: "I don't eat meat
/// because I have gout" is one statement. A reason for a question or a request stays by itself:
/// "since I'm vegan, what can I cook?" Pure.
final class Attachment {
  private static final String ATTACHED =
      "because|cause|since|as|when|whenever|while|whereas|until|unless|although|though";

  private Attachment() {}

  static List<Clause> joined(List<Clause> clauses) {
    var joined = new ArrayList<Clause>();
    for (Clause clause : clauses) {
      Clause before = joined.isEmpty() ? null : joined.getLast();
      if (before != null && belongs(before, clause)) {
        joined.set(joined.size() - 1, together(before, clause));
      } else {
        joined.add(clause);
      }
    }
    return joined;
  }

  /// The reason that stands in a clause, as a clause of its own.
  static Optional<Clause> reason(Clause clause) {
    List<Word> words = clause.words();
    for (int i = Math.max(1, clause.mainVerb()); i < words.size() - 2; i++) {
      if (words.get(i).lower().matches("because|cause|since|as")) {
        List<Clause> after =
            ClauseSplitter.split(new Sentence("", words.subList(i + 1, words.size())));
        Clause first = after.getFirst();
        boolean statement =
            first.finite()
                && (first.subject() == Subject.SELF
                    || first.subject() == Subject.POSSESSED
                    || first.subject() == Subject.GROUP);
        return statement ? Optional.of(first) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean belongs(Clause before, Clause clause) {
    boolean statement =
        before.finite()
            && !before.inverted()
            && !before.asked()
            && before.subject() != Subject.NONE
            && before.subject() != Subject.ADDRESSEE
            && before.subject() != Subject.THING;
    return statement
        && clause.joiner().matches(ATTACHED)
        && clause.finite()
        && (clause.subject() != Subject.ADDRESSEE || before.flat().endsWith(" it "))
        && !clause.inverted()
        && !clause.asked();
  }

  private static Clause together(Clause before, Clause after) {
    var words = new ArrayList<>(before.words());
    words.add(new Word(after.joiner(), after.joiner(), "SCONJ", true));
    for (int i = 0; i < after.words().size(); i++) {
      Word word = after.words().get(i);
      words.add(i == 0 ? new Word(word.text(), word.lower(), word.tag(), true) : word);
    }
    return new Clause(
        words,
        before.joiner(),
        before.subject(),
        before.subjectStart(),
        before.verb(),
        before.mainVerb(),
        false,
        after.asked());
  }
}
