package dev.keepsake.write;

import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A term that stands once in each of two texts, and at which place among its terms.
record SharedTerm(Term stored, int storedPlace, Term proposed, int proposedPlace) {

  /// All of them, in the order of the stored text.
  static List<SharedTerm> of(Statement stored, Statement proposed) {
    Map<String, Term> before = stored.single();
    Map<String, Term> after = proposed.single();
    Map<String, Integer> places = new HashMap<>();
    for (int at = 0; at < proposed.terms().size(); at++) {
      places.put(proposed.terms().get(at).key(), at);
    }
    List<SharedTerm> shared = new ArrayList<>();
    for (int at = 0; at < stored.terms().size(); at++) {
      Term term = stored.terms().get(at);
      Term other = after.get(term.key());
      Integer place = places.get(term.key());
      if (other != null && place != null && before.containsKey(term.key())) {
        shared.add(new SharedTerm(term, at, other, place));
      }
    }
    return List.copyOf(shared);
  }

  boolean isInOnePart() {
    return stored.slot().equals(proposed.slot());
  }
}
