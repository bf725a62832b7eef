package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds pairs of words that cannot both hold, and takes them out of what the comparison has still
/// to explain.
final class OppositeGuard {
  private final Comparison texts;
  private boolean comparative;

  OppositeGuard(Comparison texts) {
    this.texts = texts;
  }

  List<Finding> take() {
    List<Finding> findings = new ArrayList<>(slots());
    Map<String, Term> candidates = new LinkedHashMap<>();
    texts.proposedOnly().stream()
        .filter(Term::hasOpposites)
        .forEach(term -> candidates.putIfAbsent(term.key(), term));
    Set<Term> taken = new HashSet<>();
    for (Term term : texts.storedOnly()) {
      for (Term other : candidates.values()) {
        if (term.isOppositeOf(other) && taken.add(other)) {
          taken.add(term);
          comparative |=
              isComparative(term, texts.stored()) && isComparative(other, texts.proposed());
          findings.add(finding(term, other));
          break;
        }
      }
    }
    texts.storedOnly().removeAll(taken);
    texts.proposedOnly().removeAll(taken);
    return findings;
  }

  /// Whether a pair that was taken is one like "older than" and "younger than".
  boolean hasComparatives() {
    return comparative;
  }

  private static boolean isComparative(Term term, Statement statement) {
    int next = statement.terms().indexOf(term) + 1;
    return term.slot().isEmpty()
        && next < statement.terms().size()
        && statement.terms().get(next).slot().equals(ExchangeGuard.THAN);
  }

  // "before meals" and "after meals"
  private List<Finding> slots() {
    Map<String, Term> after = texts.proposed().single();
    List<Finding> findings = new ArrayList<>();
    for (Term term : texts.stored().single().values()) {
      Term other = after.get(term.key());
      if (other != null && term.isInOppositeSlot(other)) {
        findings.add(
            new Finding(
                Difference.ANTONYM,
                Effect.CONTRADICTS,
                term.slot() + " " + term.text(),
                other.slot() + " " + other.text()));
      }
    }
    return findings;
  }

  // "single" and "not married" may both hold
  private Finding finding(Term term, Term other) {
    int negations = texts.stored().negationsOf(term) + texts.proposed().negationsOf(other);
    Effect effect = negations % 2 == 0 ? Effect.CONTRADICTS : Effect.SOMETHING_ELSE;
    return new Finding(Difference.ANTONYM, effect, term.text(), other.text());
  }
}
