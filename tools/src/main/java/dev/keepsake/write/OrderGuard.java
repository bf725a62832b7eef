package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Statement.Link;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds shared words of one part of the clause in another order: "the cat chased the dog" and "the
/// dog chased the cat". Phrases with a preposition stand where they like, as do adverbs, the items
/// of a list, the sides of an "is", and a name beside what it is the name of.
final class OrderGuard {
  private static final Set<String> ORDERING =
      Set.of(
          "first",
          "then",
          "next",
          "last",
          "lastly",
          "finally",
          "followed",
          "order",
          "rank",
          "ranking",
          "ranked",
          "priority",
          "priorities",
          "before",
          "after",
          "afterwards",
          "later",
          "ahead",
          "sequence",
          "step",
          "steps");

  private final Comparison texts;
  private final List<SharedTerm> shared;
  private final boolean ordering;

  OrderGuard(Comparison texts, List<SharedTerm> shared) {
    this.texts = texts;
    this.shared = shared;
    ordering =
        !Collections.disjoint(texts.stored().words(), ORDERING)
            || !Collections.disjoint(texts.proposed().words(), ORDERING);
  }

  Optional<Finding> find() {
    if ((isUserMoved() || isRepeatedElsewhere()) && !isTurnedRound()) {
      return Optional.of(new Finding(Difference.COMPARISON_ORDER, Effect.SOMETHING_ELSE, "", ""));
    }
    Map<String, SharedTerm> lastOfPart = new HashMap<>();
    for (SharedTerm each : shared) {
      if (isFree(each.stored()) || !part(each.stored()).equals(part(each.proposed()))) {
        continue;
      }
      SharedTerm last = lastOfPart.put(part(each.stored()), each);
      boolean exchanged = last != null && last.proposedPlace() > each.proposedPlace();
      if (last != null && exchanged && !isList(last, each) && !isApposition(last, each)) {
        return isTurnedRound()
            ? Optional.empty()
            : Optional.of(
                new Finding(
                    Difference.COMPARISON_ORDER,
                    Effect.SOMETHING_ELSE,
                    last.stored().text() + ", " + each.stored().text(),
                    each.stored().text() + ", " + last.stored().text()));
      }
    }
    return Optional.empty();
  }

  /// "everybody trusts the user" and "the user trusts everybody".
  private boolean isUserMoved() {
    return isUserFirst(texts.stored()) != isUserFirst(texts.proposed());
  }

  private static boolean isUserFirst(Statement statement) {
    return statement.selfPlaces().isEmpty()
        || statement.terms().subList(0, statement.selfPlaces().getFirst()).stream()
            .allMatch(
                term -> !term.slot().isEmpty() || term.kind() == Kind.DATE || term.isAdverb());
  }

  /// Words that stand more than once can't be told apart: all have to stand in the same order.
  private boolean isRepeatedElsewhere() {
    Statement stored = texts.stored();
    Statement proposed = texts.proposed();
    int repeated = stored.terms().size() - stored.single().size();
    int others = proposed.terms().size() - proposed.single().size();
    if (repeated == 0 && others == 0) {
      return false;
    }
    Set<Term> missing = new HashSet<>(texts.storedOnly());
    List<String> kept =
        stored.terms().stream().filter(term -> !missing.contains(term)).map(Term::key).toList();
    return !kept.equals(keys(proposed, 0, proposed.terms().size()));
  }

  // a number moves with what it counts
  private static boolean isFree(Term term) {
    return term.counts() || term.isAdverb();
  }

  /// What is in order among itself alone: two days, but not a day and a time of day.
  private static String part(Term term) {
    return switch (term.kind()) {
      case DATE -> "date " + term.calendar();
      case NUMBER -> "number";
      case ROLE, NAME, WORD -> "in " + term.slot();
    };
  }

  private boolean isList(SharedTerm one, SharedTerm other) {
    return !ordering
        && one.stored().coordination() == other.stored().coordination()
        && one.proposed().coordination() == other.proposed().coordination();
  }

  /// "Anna, the user's sister" and "the user's sister Anna".
  private static boolean isApposition(SharedTerm one, SharedTerm other) {
    return (one.stored().kind() == Kind.NAME) != (other.stored().kind() == Kind.NAME)
        && other.storedPlace() - one.storedPlace() == 1
        && one.proposedPlace() - other.proposedPlace() == 1;
  }

  /// "Anna is the boss" and "the boss is Anna".
  private boolean isTurnedRound() {
    Statement stored = texts.stored();
    Statement proposed = texts.proposed();
    if (stored.links().size() != 1 || proposed.links().size() != 1) {
      return false;
    }
    Link there = stored.links().getFirst();
    Link here = proposed.links().getFirst();
    int end = stored.terms().size();
    return !there.has()
        && !here.has()
        && proposed.terms().size() == end
        && keys(stored, 0, there.before()).equals(keys(proposed, here.before(), end))
        && keys(stored, there.before(), end).equals(keys(proposed, 0, here.before()));
  }

  private static List<String> keys(Statement statement, int from, int to) {
    return statement.terms().subList(from, to).stream().map(Term::key).toList();
  }
}
