package dev.keepsake.extract.clause;

import dev.keepsake.extract.text.Word;
import java.util.List;

/// A part of a sentence with at most one subject and its verb.
///
/// @param words without the conjunction that leads in
/// @param joiner that conjunction, in lower case; empty if there is none
/// @param subject whose clause it is
/// @param subjectStart where the subject begins in `words`
/// @param verb where the first finite verb stands; -1 if there is none
/// @param mainVerb where the verb stands that carries the meaning ("been" of "have been"); -1 if
///   none
/// @param inverted whether a question's auxiliary stands before the subject
/// @param asked whether it ends in a question mark
public record Clause(
    List<Word> words,
    String joiner,
    Subject subject,
    int subjectStart,
    int verb,
    int mainVerb,
    boolean inverted,
    boolean asked) {
  public Clause {
    words = List.copyOf(words);
  }

  /// Whose clause it is.
  public enum Subject {
    /// "I"
    SELF,
    /// "we"
    GROUP,
    /// "my sister", "our team", "his wife"
    POSSESSED,
    /// "she", "he", "they"
    PERSON,
    /// "it", "this", "that", "there"
    THING,
    /// "you"
    ADDRESSEE,
    /// a name, or a noun with an article
    OTHER,
    /// none: an imperative, or a fragment
    NONE
  }

  public String flat() {
    return Grammar.flat(words);
  }

  /// The verb that carries the meaning, in lower case; empty if there is none.
  public String verbWord() {
    return mainVerb < 0 ? "" : words.get(mainVerb).lower();
  }

  /// What stands behind the verb that carries the meaning; everything if there is none.
  public List<Word> complement() {
    return words.subList(mainVerb + 1, words.size());
  }

  /// From the subject on, without adverbs and interjections before it.
  public List<Word> fromSubject() {
    return words.subList(subjectStart, words.size());
  }

  public boolean finite() {
    return verb >= 0;
  }
}
