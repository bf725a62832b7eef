package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds shared words behind another preposition: "runs for the council" and "runs the council".
final class PartGuard {
  private static final Set<String> FREE = Set.of("", "in", "on", "of");
  private static final Set<String> OWNERS = Set.of(Term.OWNER, "of");
  private static final Set<String> INFINITIVE = Set.of("", "to");
  private static final Set<String> COMPOUND = Set.of("of", "in", "on", "for", "with");

  /// The prepositions that say little by themselves.
  private static final Set<String> LOOSE =
      Set.of("", "in", "on", "of", "for", "with", "to", "as", "about", "per", Term.OWNER);

  private static final int FARTHEST_HEAD = 12;
  private static final int LONGEST_COMPOUND = 2;

  private final Statement stored;
  private final Statement proposed;
  private final List<SharedTerm> shared;
  private final boolean reworded;

  PartGuard(Comparison texts, List<SharedTerm> shared) {
    stored = texts.stored();
    proposed = texts.proposed();
    this.shared = shared;
    reworded = texts.isReworded();
  }

  Optional<Finding> find() {
    return shared.stream()
        .filter(each ->
            !each.isInOnePart()
                && !mayMove(each)
                && !isNamed(each)
                && !isCompound(each)
                && !(reworded && hasAnotherHead(each)))
        .findFirst()
        .map(each ->
            new Finding(
                Difference.WORDING,
                Effect.SOMETHING_ELSE,
                inPart(each.stored()),
                inPart(each.proposed())));
  }

  private static String inPart(Term term) {
    return (term.slot() + " " + term.text()).strip();
  }

  private static boolean mayMove(SharedTerm each) {
    Term term = each.stored();
    Term other = each.proposed();
    Set<String> slots = Set.of(term.slot(), other.slot());
    return switch (term.kind()) {
      case NUMBER -> !(term.counts() && other.counts()) && hasNoBound(term) && hasNoBound(other);
      case DATE -> FREE.containsAll(slots);
      case WORD ->
          term.isAdverb() || slots.equals(OWNERS) || (slots.equals(INFINITIVE) && isGerund(each));
      case ROLE, NAME -> slots.equals(OWNERS);
    };
  }

  // "likes swimming", "likes to swim"
  private static boolean isGerund(SharedTerm each) {
    return each.stored().text().endsWith("ing") || each.proposed().text().endsWith("ing");
  }

  /// Whether other words stand before the phrases it is in, or one of the same meaning: "a beginner
  /// at chess" and "new to chess". What a preposition says it says of the word before it.
  private boolean hasAnotherHead(SharedTerm each) {
    Term term = each.stored();
    Term same = each.proposed();
    if (term.kind() == Kind.NUMBER
        || term.possessed() != same.possessed()
        || !LOOSE.contains(term.slot())
        || !LOOSE.contains(same.slot())) {
      return false;
    }
    Optional<Term> head = head(stored, each.storedPlace());
    Optional<Term> other = head(proposed, each.proposedPlace());
    if (head.isEmpty() || other.isEmpty()) {
      return head.isPresent() != other.isPresent();
    }
    return !head.get().key().equals(other.get().key()) || !head.get().isSameWordAs(other.get());
  }

  private static Optional<Term> head(Statement statement, int of) {
    String slot = statement.terms().get(of).slot();
    int at = of - 1;
    while (at >= Math.max(0, of - FARTHEST_HEAD)
        && !slot.isEmpty()
        && statement.terms().get(at).slot().equals(slot)) {
      at--;
    }
    return at < 0 ? Optional.empty() : Optional.of(statement.terms().get(at));
  }

  // "the dog's name is Rex", "the dog is named Rex"
  private boolean isNamed(SharedTerm each) {
    boolean owned = each.stored().possesses();
    List<Term> terms = (owned ? stored : proposed).terms();
    int next = (owned ? each.storedPlace() : each.proposedPlace()) + 1;
    return (owned ? each.proposed() : each.stored()).slot().isEmpty()
        && next < terms.size()
        && terms.get(next).isNaming();
  }

  // "over 40 people" is not "40 people"
  private static boolean hasNoBound(Term number) {
    return number.counts() ? !number.isBounded() : !Term.BOUNDS.contains(number.slot());
  }

  private boolean isCompound(SharedTerm each) {
    return isCompound(stored, each.storedPlace(), proposed, each.proposedPlace())
        || isCompound(proposed, each.proposedPlace(), stored, each.storedPlace());
  }

  /// "an appointment with the dentist" and "a dentist appointment": what a preposition joins to the
  /// word before it stands before that word.
  private static boolean isCompound(Statement apart, int at, Statement joined, int place) {
    Term term = apart.terms().get(at);
    boolean thing = term.kind() == Kind.WORD || term.kind() == Kind.ROLE;
    int from = Math.max(at - LONGEST_COMPOUND, 0);
    int head = at;
    Set<String> phrase = new HashSet<>();
    while (head >= from && apart.terms().get(head).slot().equals(term.slot())) {
      phrase.add(apart.terms().get(head).key());
      head--;
    }
    if (!thing || !COMPOUND.contains(term.slot()) || head < from) {
      return false;
    }
    List<Term> terms = joined.terms();
    int behind = place;
    while (behind < terms.size() && phrase.contains(terms.get(behind).key())) {
      behind++;
    }
    return behind < terms.size()
        && behind - place <= LONGEST_COMPOUND
        && terms.get(behind).key().equals(apart.terms().get(head).key())
        && terms.get(behind).slot().equals(terms.get(place).slot());
  }
}
