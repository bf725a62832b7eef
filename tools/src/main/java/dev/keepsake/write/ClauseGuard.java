package dev.keepsake.write;

import static java.util.stream.Collectors.toCollection;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds shared words that are negated, told of another time, or only planned or doubted, in one
/// text alone.
final class ClauseGuard {
  private static final String PAST = "past";
  private static final String LIMIT = "limit";

  private static final String FUTURE = "future";
  private static final String ADVICE = "advice";

  private final boolean demanded;
  private final Statement stored;
  private final Statement proposed;

  ClauseGuard(Comparison texts) {
    demanded = texts.isDemandedInBoth();
    stored = texts.stored();
    proposed = texts.proposed();
  }

  Optional<Finding> negation() {
    Map<String, Set<Integer>> before = negationsByKey(stored);
    Map<String, Set<Integer>> after = negationsByKey(proposed);
    @Nullable Finding unresolved = null;
    for (Term term : stored.terms()) {
      Set<Integer> counts = before.getOrDefault(term.key(), Set.of());
      Set<Integer> others = after.getOrDefault(term.key(), counts);
      if (!Collections.disjoint(counts, others)) {
        continue;
      }
      if (Collections.disjoint(parities(counts), parities(others))) {
        return Optional.of(negation(term, Effect.CONTRADICTS));
      }
      unresolved = negation(term, Effect.SOMETHING_ELSE);
    }
    return unresolved == null ? otherDenial() : Optional.of(unresolved);
  }

  // "never smokes" and "stopped smoking" are both negated
  private Optional<Finding> otherDenial() {
    boolean both = !stored.denials().isEmpty() && !proposed.denials().isEmpty();
    return both && !stored.denials().equals(proposed.denials())
        ? Optional.of(
            new Finding(
                Difference.NEGATION,
                Effect.SOMETHING_ELSE,
                String.join(", ", new TreeSet<>(stored.denials())),
                String.join(", ", new TreeSet<>(proposed.denials()))))
        : Optional.empty();
  }

  private static Finding negation(Term term, Effect effect) {
    return new Finding(Difference.NEGATION, effect, term.text(), term.text());
  }

  private static Map<String, Set<Integer>> negationsByKey(Statement statement) {
    Map<String, Set<Integer>> negations = new HashMap<>();
    for (Term term : statement.terms()) {
      negations.computeIfAbsent(term.key(), _ -> new HashSet<>()).add(statement.negationsOf(term));
    }
    return negations;
  }

  private static Set<Integer> parities(Set<Integer> counts) {
    return counts.stream().map(count -> count % 2).collect(toCollection(HashSet::new));
  }

  /// "lives" against "lived", or "is" against "was".
  Optional<Finding> tense() {
    if (stored.modality().contains(PAST) != proposed.modality().contains(PAST)
        && isPast(stored) != isPast(proposed)) {
      return Optional.of(new Finding(Difference.TENSE, Effect.CONTRADICTS, "", ""));
    }
    Map<String, Term> after = proposed.single();
    for (Term term : stored.terms()) {
      Term other = after.get(term.key());
      if (other != null && term.isOfAnotherTime(other)) {
        return Optional.of(
            new Finding(Difference.TENSE, Effect.CONTRADICTS, term.text(), other.text()));
      }
    }
    return Optional.empty();
  }

  private boolean sharesDate() {
    Map<String, Term> after = proposed.single();
    return stored.terms().stream()
        .anyMatch(term -> term.kind() == Term.Kind.DATE && after.containsKey(term.key()));
  }

  // "was painted" and "painted"
  private static boolean isPast(Statement statement) {
    return statement.modality().contains(PAST)
        || statement.terms().stream().anyMatch(term -> term.form() == Term.Form.PAST);
  }

  Optional<Finding> modality() {
    Set<String> before = new TreeSet<>(stored.modality());
    Set<String> after = new TreeSet<>(proposed.modality());
    if (demanded) {
      before.remove(ADVICE);
      after.remove(ADVICE);
    }
    if (before.contains(FUTURE) != after.contains(FUTURE) && sharesDate()) {
      before.remove(FUTURE); // "the exam is on Monday" and "the exam will be on Monday"
      after.remove(FUTURE);
    }
    before.remove(PAST);
    after.remove(PAST);
    if (before.remove(LIMIT)) {
      after.remove(LIMIT); // to drop "only" says less, to add it says more
    }
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Difference.MODALITY,
                Effect.SOMETHING_ELSE,
                String.join(", ", before),
                String.join(", ", after)));
  }
}
