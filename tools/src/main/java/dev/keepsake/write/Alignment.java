package dev.keepsake.write;

import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the stored text's word in the place of each near synonym in the proposed one, so that what
/// compares them by word meets both as one.
final class Alignment {
  /// How many words of their own two texts may have: paraphrases have few.
  private static final int MOST_WORDS = 12;

  private Alignment() {}

  static Statement toward(Statement stored, Statement proposed) {
    List<Term> waiting = own(stored, proposed);
    List<Term> own = own(proposed, stored);
    if (waiting.size() > MOST_WORDS || own.size() > MOST_WORDS) {
      return proposed;
    }
    Map<String, Term> aligned = new HashMap<>();
    for (Term term : own) {
      waiting.stream()
          .filter(term::isNear)
          .findFirst()
          .ifPresent(near -> {
            aligned.put(term.key(), near);
            waiting.remove(near);
          });
    }
    List<Term> terms = new ArrayList<>();
    Map<String, String> keys = new HashMap<>();
    for (Term term : proposed.terms()) {
      Term near = aligned.get(term.key());
      terms.add(near == null ? term : term.as(near));
      keys.put(term.key(), near == null ? term.key() : near.key());
    }
    return proposed.with(terms, keys);
  }

  /// The words of one text, once each, that the other lacks.
  private static List<Term> own(Statement of, Statement in) {
    Set<String> seen = new HashSet<>();
    in.terms().forEach(term -> seen.add(term.key()));
    List<Term> own = new ArrayList<>();
    // "is the coach of" is "coaches", "has a coach" is not
    boolean has = of.links().stream().anyMatch(Statement.Link::has);
    for (Term term : of.terms()) {
      boolean role = term.kind() == Term.Kind.ROLE && !term.possessed() && !has;
      if ((role || term.kind() == Term.Kind.WORD) && seen.add(term.key())) {
        own.add(term);
      }
    }
    return own;
  }
}
