package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Statement.Link;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /// How many words back a phrase may rest on.
  private static final int FARTHEST_HEAD = 12;

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
    if ((isUserMoved() || isRepeatedElsewhere() || isAttachedElsewhere()) && !isTurnedRound()) {
      return Optional.of(new Finding(Difference.COMPARISON_ORDER, Effect.SOMETHING_ELSE, "", ""));
    }
    Map<String, List<SharedTerm>> parts = new LinkedHashMap<>();
    for (SharedTerm each : shared) {
      if (!isFree(each.stored()) && part(each.stored()).equals(part(each.proposed()))) {
        parts.computeIfAbsent(part(each.stored()), _ -> new ArrayList<>()).add(each);
      }
    }
    List<Integer> falls = new ArrayList<>();
    Optional<Finding> found = Optional.empty();
    for (List<SharedTerm> part : parts.values()) {
      for (int at = 1; at < part.size(); at++) {
        SharedTerm last = part.get(at - 1);
        SharedTerm each = part.get(at);
        boolean exchanged = last.proposedPlace() > each.proposedPlace();
        if (exchanged && !isList(last, each) && !isApposition(last, each)) {
          falls.add(at);
          if (falls.size() > 1 || !isOneMove(part, at)) {
            found = Optional.of(exchange(last, each));
          }
        }
      }
    }
    return isTurnedRound() ? Optional.empty() : found;
  }

  private static Finding exchange(SharedTerm one, SharedTerm other) {
    return new Finding(
        Difference.COMPARISON_ORDER,
        Effect.SOMETHING_ELSE,
        one.stored().text() + ", " + other.stored().text(),
        other.stored().text() + ", " + one.stored().text());
  }

  /// "spicy Thai food" and "Thai food that is spicy": one block has passed another that stood
  /// beside it. "The cat chased the dog" is no such move of "the dog chased the cat".
  private boolean isOneMove(List<SharedTerm> part, int fall) {
    int first = part.get(fall).proposedPlace();
    int last = part.get(fall - 1).proposedPlace();
    List<SharedTerm> passed =
        part.subList(0, fall).stream().filter(each -> each.proposedPlace() > first).toList();
    List<SharedTerm> passing =
        part.subList(fall, part.size()).stream()
            .filter(each -> each.proposedPlace() < last)
            .toList();
    return !ordering
        && (texts.isReworded() || texts.isOtherwiseLinked())
        && !(hasActor(passed) && hasActor(passing))
        && passed.getFirst().proposedPlace() > passing.getLast().proposedPlace()
        && !isCoordinated(passed.getLast(), passing.getFirst())
        && !isCoordinated(passing.getLast(), passed.getFirst());
  }

  private static boolean hasActor(List<SharedTerm> block) {
    return block.stream()
        .anyMatch(each -> each.stored().kind() == Kind.NAME || each.stored().kind() == Kind.ROLE);
  }

  private static boolean isCoordinated(SharedTerm one, SharedTerm other) {
    return one.stored().coordination() == other.stored().coordination()
        || one.proposed().coordination() == other.proposed().coordination();
  }

  /// "everybody trusts the user" and "the user trusts everybody".
  private boolean isUserMoved() {
    return !(texts.stored().isDemand() && texts.proposed().isDemand())
        && !texts.isDemandedInBoth()
        && isUserFirst(texts.stored()) != isUserFirst(texts.proposed());
  }

  private static boolean isUserFirst(Statement statement) {
    return statement.selfPlaces().isEmpty()
        || statement.terms().subList(0, statement.selfPlaces().getFirst()).stream()
            .allMatch(
                term -> !term.slot().isEmpty() || term.kind() == Kind.DATE || term.isAdverb());
  }

  /// "the sister in Oslo bought a flat" and "the sister bought a flat in Oslo".
  private boolean isAttachedElsewhere() {
    return !texts.isReworded()
        && shared.stream()
            .filter(each -> each.isInOnePart() && !each.stored().slot().isEmpty())
            .filter(each -> each.stored().kind() != Kind.DATE && !each.stored().counts())
            .anyMatch(each -> {
              Optional<Term> head = head(texts.stored(), each.storedPlace());
              Optional<Term> other = head(texts.proposed(), each.proposedPlace());
              return head.isPresent()
                  && other.isPresent()
                  && !head.get().key().equals(other.get().key());
            });
  }

  /// The word before it that no preposition leads.
  private static Optional<Term> head(Statement statement, int of) {
    return statement.terms().subList(Math.max(0, of - FARTHEST_HEAD), of).reversed().stream()
        .filter(term -> term.slot().isEmpty() && term.kind() != Kind.DATE && !term.isAdverb())
        .findFirst();
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
        && (isOwned(one.stored()) || isOwned(other.stored()))
        && other.storedPlace() - one.storedPlace() == 1
        && one.proposedPlace() - other.proposedPlace() == 1;
  }

  private static boolean isOwned(Term term) {
    return term.kind() == Kind.ROLE || (term.kind() == Kind.WORD && term.possessed());
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
    if (isPlaced(stored, there) || isPlaced(proposed, here)) {
      return false; // "the flat is under the shop"
    }
    int end = stored.terms().size();
    return !there.has()
        && !here.has()
        && proposed.terms().size() == end
        && keys(stored, 0, there.before()).equals(keys(proposed, here.before(), end))
        && keys(stored, there.before(), end).equals(keys(proposed, 0, here.before()));
  }

  private static boolean isPlaced(Statement statement, Link link) {
    return link.before() < statement.terms().size()
        && !Set.of("", Term.OWNER).contains(statement.terms().get(link.before()).slot());
  }

  private static List<String> keys(Statement statement, int from, int to) {
    return statement.terms().subList(from, to).stream().map(Term::key).toList();
  }
}
