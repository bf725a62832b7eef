package dev.keepsake.write.statement;

import java.util.ArrayList;
import java.util.List;

/// A clause while it is read.
final class Clause {
  final boolean hard;
  boolean verb;
  boolean polar;
  int negations;

  /// @param hard whether it shares nothing with the clause before it
  Clause(boolean hard) {
    this.hard = hard;
  }

  /// After "and" or a comma a clause without a verb and a negation of its own shares those before
  /// it: "no tea and no coffee" and "no tea or coffee", but "not tea, but coffee".
  static List<Integer> negations(List<Clause> clauses) {
    List<Integer> counts = new ArrayList<>();
    for (Clause clause : clauses) {
      boolean own = clause.hard || clause.verb || clause.polar || clause.negations > 0;
      counts.add(own || counts.isEmpty() ? clause.negations : counts.getLast());
    }
    return counts;
  }
}
