package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.clause.ClauseSplitter;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;

/// Makes clauses of what people call themselves in passing: "as a nurse, what can I ..." says that
/// the speaker is one, and "I'm 34, a teacher and vegan" says three things. Pure.
final class SelfDescriptions {
  private static final int LONGEST = 9;

  private final Vocabulary worth;

  SelfDescriptions(Vocabulary worth) {
    this.worth = worth;
  }

  List<Clause> told(List<Clause> clauses) {
    var told = new ArrayList<Clause>();
    for (Clause clause : clauses) {
      List<Word> role = role(clause);
      if (!role.isEmpty()) {
        told.add(am(role));
      }
      told.addAll(listed(clause));
    }
    return told;
  }

  /// "as a nurse", "being a vegetarian", "speaking as an Austrian" before anything else.
  private static List<Word> role(Clause clause) {
    List<Word> words = clause.words();
    int at = clause.joiner().equals("as") ? 0 : 1;
    boolean led = at == 0 || (!words.isEmpty() && words.getFirst().lower().matches("as|being"));
    if (!led || words.size() <= at + 1 || !words.get(at).lower().matches("a|an")) {
      return List.of();
    }
    int end = at + 1;
    while (end < words.size()
        && end - at < LONGEST
        && !words.get(end).is(",")
        && !words.get(end).is("i")
        && !words.get(end).is("we")
        && !words.get(end).tagged("AUX")) {
      end++;
    }
    boolean idiom =
        words
            .get(at + 1)
            .lower()
            .matches(
                "matter|result|rule|gift|bonus|start|first|last|side|treat|surprise|present|whole|kid|child|teenager|joke|test|way|means|favor|favour|replacement|starter|backup|function|list|table|string|team|little");
    return idiom ? List.of() : words.subList(at, end);
  }

  private static Clause am(List<Word> complement) {
    var words = new ArrayList<Word>();
    words.add(new Word("I", "i", "PRON", false));
    words.add(new Word("am", "am", "AUX", true));
    complement.stream()
        .filter(word -> !word.is(","))
        .map(word ->
            new Word(word.text(), word.lower(), word.tag(), word.spaced() || words.size() == 2))
        .forEach(words::add);
    return new Clause(words, "", Subject.SELF, 0, 1, 1, false, false);
  }

  /// "I am 34, a teacher and vegan": a clause for each.
  private List<Clause> listed(Clause clause) {
    boolean copula =
        clause.subject() == Subject.SELF && clause.verbWord().equals("am") && !clause.inverted();
    if (!copula) {
      return List.of(clause);
    }
    List<Word> rest = clause.complement();
    var parts = new ArrayList<List<Word>>();
    int start = 0;
    for (int i = 1; i < rest.size() - 1; i++) {
      boolean sign = rest.get(i).is(",") || rest.get(i).is("and");
      int next = rest.get(i).is(",") && rest.get(i + 1).is("and") ? i + 2 : i + 1;
      if (sign && next < rest.size() && describes(rest, start) && describes(rest, next)) {
        parts.add(rest.subList(start, i));
        start = next;
        i = next;
      }
    }
    if (parts.isEmpty()) {
      return List.of(clause);
    }
    parts.add(rest.subList(start, rest.size()));
    return parts.stream().map(SelfDescriptions::am).map(SelfDescriptions::reread).toList();
  }

  private static Clause reread(Clause clause) {
    return ClauseSplitter.split(new Sentence("", clause.words())).getFirst();
  }

  private boolean describes(List<Word> words, int at) {
    Word word = words.get(at);
    return word.tagged("NUM")
        || word.is("a")
        || word.is("an")
        || word.is("from")
        || worth.has("be_lasting", word.lower());
  }
}
