package dev.keepsake.write;

import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Form;
import java.util.List;

/// Tells a passive that says the same from one that exchanges who does what to whom: "Ann hired the
/// user" and "the user was hired by Ann", but not "Ann was hired by the user".
final class Voice {
  private static final String BY = "by";

  private final Statement active;
  private final Statement passive;
  private final int does;
  private final int done;

  private Voice(Statement active, Statement passive, SharedTerm verb, boolean storedIsPassive) {
    this.active = active;
    this.passive = passive;
    does = storedIsPassive ? verb.proposedPlace() : verb.storedPlace();
    done = storedIsPassive ? verb.storedPlace() : verb.proposedPlace();
  }

  /// Whether one text is the passive of the other, with the same parts.
  static boolean isTurned(Comparison texts) {
    return SharedTerm.of(texts.stored(), texts.proposed()).stream()
        .filter(verb ->
            (verb.stored().form() == Form.PASSIVE) != (verb.proposed().form() == Form.PASSIVE))
        .findFirst()
        .map(verb ->
            verb.stored().form() == Form.PASSIVE
                ? new Voice(texts.proposed(), texts.stored(), verb, true)
                : new Voice(texts.stored(), texts.proposed(), verb, false))
        .filter(Voice::hasTheSameParts)
        .isPresent();
  }

  private boolean hasTheSameParts() {
    List<Term> agents = passive.terms().stream().filter(term -> term.slot().equals(BY)).toList();
    boolean userActs = passive.selfPlaces().stream().anyMatch(place -> place > done);
    boolean userDid = active.selfPlaces().stream().anyMatch(place -> place <= does);
    return passive.words().contains(BY)
        && !active.words().contains(BY)
        && userActs == userDid
        && passive.selfPlaces().size() == active.selfPlaces().size()
        && agents.stream().allMatch(agent -> stands(agent, 0, does))
        && passive.terms().subList(0, done).stream()
            .filter(term -> term.slot().isEmpty() || term.possesses())
            .allMatch(patient -> stands(patient, does + 1, active.terms().size()));
  }

  private boolean stands(Term term, int from, int to) {
    return active.terms().subList(from, to).stream()
        .anyMatch(other -> other.key().equals(term.key()));
  }
}
