package dev.keepsake.extract.clause;

import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.text.Word;
import java.util.List;

/// Whether words have a subject of their own.
public final class SubjectWords {
  private SubjectWords() {}

  /// Whether a clause with a pronoun, or somebody's "my", for its subject is among them.
  public static boolean hasSubject(List<Word> words) {
    SubjectReading read = SubjectReading.first(words);
    return read.verb() >= 0 && read.subject() != Subject.NONE && read.subject() != Subject.OTHER;
  }
}
