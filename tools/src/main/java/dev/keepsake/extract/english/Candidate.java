package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Clause;
import java.util.Optional;

/// A statement that may be worth remembering, before it is judged.
///
/// @param statement in the third person
/// @param clause it rests on
/// @param form how it was said
/// @param explicit whether it was asked to be remembered
/// @param corrects whether it was said to put something right
/// @param unresolved whether it has a pronoun of which nobody knows what it stands for
/// @param evidence the sentence
/// @param reason what is given as its reason, which may be worth remembering where this is not
record Candidate(
    String statement,
    Clause clause,
    Form form,
    boolean explicit,
    boolean corrects,
    boolean unresolved,
    String evidence,
    Optional<Candidate> reason) {

  enum Form {
    STATEMENT,
    FRAGMENT,
    WISH,
    DECISION,
    ANSWER
  }

  Candidate asked() {
    return new Candidate(statement, clause, form, true, corrects, unresolved, evidence, reason);
  }

  Candidate because(Candidate given) {
    return new Candidate(
        statement, clause, form, explicit, corrects, unresolved, evidence, Optional.of(given));
  }
}
