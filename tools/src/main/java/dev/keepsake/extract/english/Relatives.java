package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.clause.ClauseSplitter;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Word;
import java.util.ArrayList;
import java.util.List;

/// Makes a clause of its own of what is said of somebody in passing: "my brother, who lives in
/// Oslo, turns forty" tells two things of him. Pure.
final class Relatives {
  private static final int MAX_PERSON = 6;

  private Relatives() {}

  static List<Clause> told(List<Clause> clauses) {
    var told = new ArrayList<Clause>();
    for (Clause clause : clauses) {
      int who = who(clause.words());
      int person = who < 0 ? -1 : person(clause.words(), who);
      if (person < 0) {
        told.add(clause);
        continue;
      }
      int end = end(clause.words(), who);
      told.addAll(made(clause.words().subList(person, who), clause.words().subList(who + 1, end)));
      var rest = new ArrayList<>(clause.words().subList(0, who));
      rest.addAll(clause.words().subList(end, clause.words().size()));
      rest.removeIf(word -> word.is(",") && rest.indexOf(word) == rest.size() - 1);
      told.addAll(ClauseSplitter.split(new Sentence("", rest)));
    }
    return told;
  }

  private static int who(List<Word> words) {
    for (int i = 2; i < words.size() - 1; i++) {
      if (words.get(i).is("who") && !words.get(i - 1).verbal()) {
        return i;
      }
    }
    return -1;
  }

  /// Where "my brother" begins that "who" refers to; -1 if it refers to nobody near the user.
  private static int person(List<Word> words, int who) {
    for (int i = who - 1; i >= Math.max(0, who - MAX_PERSON); i--) {
      if (words.get(i).is("my") || words.get(i).is("our")) {
        return i;
      }
      if (words.get(i).verbal()) {
        return -1;
      }
    }
    return -1;
  }

  private static int end(List<Word> words, int who) {
    for (int i = who + 1; i < words.size(); i++) {
      if (words.get(i).is(",")) {
        return i;
      }
    }
    return words.size();
  }

  private static List<Clause> made(List<Word> person, List<Word> predicate) {
    var words = new ArrayList<Word>();
    person.stream().filter(word -> !word.is(",")).forEach(words::add);
    words.addAll(predicate);
    return ClauseSplitter.split(new Sentence("", words)).stream()
        .filter(clause -> clause.subject() == Subject.POSSESSED)
        .toList();
  }
}
