package dev.keepsake.write;

import static java.util.stream.Collectors.toSet;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Form;
import dev.keepsake.write.statement.Term.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Two statements beside each other: what they share, and what only one of them has.
final class Comparison {
  private final Statement stored;
  private final Statement proposed;
  private final Set<String> shared;
  private final boolean reworded;
  private final List<Term> storedOnly;
  private final List<Term> proposedOnly;

  Comparison(Statement stored, Statement proposed) {
    this.stored = stored;
    this.proposed = Alignment.toward(stored, proposed);
    shared = keys(stored);
    shared.retainAll(keys(this.proposed));
    storedOnly = missing(stored, this.proposed);
    proposedOnly = missing(this.proposed, stored);
    dropOnes();
    dropOwning();
    dropWanting();
    Acronyms.drop(storedOnly, proposedOnly);
    Acronyms.drop(proposedOnly, storedOnly);
    JoinedWords.drop(storedOnly, proposedOnly);
    JoinedWords.drop(proposedOnly, storedOnly);
    reworded =
        isDemandedInBoth()
            | dropLight(storedOnly, proposedOnly)
            | dropLight(proposedOnly, storedOnly)
            | SharedTerm.of(stored, this.proposed).stream()
                .anyMatch(each -> !each.stored().isSameWordAs(each.proposed()));
  }

  Statement stored() {
    return stored;
  }

  Statement proposed() {
    return proposed;
  }

  /// What the stored text has and the proposed one lacks; guards take out what they have explained.
  List<Term> storedOnly() {
    return storedOnly;
  }

  /// What the proposed text has and the stored one lacks; guards take out what they have explained.
  List<Term> proposedOnly() {
    return proposedOnly;
  }

  /// Whether what only one of them has is little beside what they share; whom they are about counts
  /// as one thing.
  boolean isSameOtherwise() {
    int common = shared.size() + (stored.namesUser() && proposed.namesUser() ? 1 : 0);
    return Math.max(storedOnly.size(), proposedOnly.size()) <= 2 * common;
  }

  /// Whether any word stands for another one, or for none: who writes a statement anew does not
  /// keep all its words, who writes another one with the same words does.
  boolean isReworded() {
    return reworded;
  }

  /// Whether one says what something is, the other what it has: "the car is red", "has a red car".
  boolean isOtherwiseLinked() {
    return stored.links().size() == 1
        && proposed.links().size() == 1
        && stored.links().getFirst().has() != proposed.links().getFirst().has();
  }

  /// A difference in terms of one kind: both texts have other ones, or one of them has one where
  /// its subject stands.
  Optional<Finding> otherOnes(Kind kind, Difference difference) {
    List<Term> before = ofKind(storedOnly, kind);
    List<Term> after = ofKind(proposedOnly, kind);
    if (!before.isEmpty() && !after.isEmpty()) {
      Effect effect = effect(kind, before, after);
      return Optional.of(new Finding(difference, effect, words(before), words(after)));
    }
    return isSubject(before, stored) || isSubject(after, proposed)
        ? Optional.of(new Finding(difference, Effect.SOMETHING_ELSE, words(before), words(after)))
        : Optional.empty();
  }

  /// What the proposed text adds. Leaving out a part of what is negated adds too: "no coffee" says
  /// more than "no coffee after noon".
  Optional<Finding> moreSpecific() {
    List<Term> widened = storedOnly.stream().filter(term -> stored.negationsOf(term) > 0).toList();
    boolean negates = proposed.terms().stream().anyMatch(term -> proposed.negationsOf(term) > 0);
    return proposedOnly.isEmpty() && (widened.isEmpty() || !negates)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Difference.MORE_SPECIFIC, Effect.ADDS, words(widened), words(proposedOnly)));
  }

  private static Set<String> keys(Statement statement) {
    Set<String> keys = new HashSet<>();
    statement.terms().forEach(term -> keys.add(term.key()));
    return keys;
  }

  private static List<Term> missing(Statement of, Statement in) {
    Set<String> spelled = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (Term term : in.terms()) {
      spelled.add(term.exact());
      if (term.kind() != Kind.NAME) {
        words.add(term.key());
      }
    }
    Set<String> keys = keys(in);
    List<Term> missing = new ArrayList<>(of.terms());
    // two names are compared as spelled: Jon isn't Jones, though their stems meet
    missing.removeIf(term ->
        spelled.contains(term.exact())
            || (term.kind() == Kind.NAME ? words : keys).contains(term.key()));
    return missing;
  }

  // "one cat" is "a cat", unless the other text counts otherwise.
  private void dropOnes() {
    Predicate<Term> number = term -> term.kind() == Kind.NUMBER;
    Predicate<Term> one = term -> term.key().equals(Kind.NUMBER + " 1") && !term.text().equals("1");
    if (storedOnly.stream().noneMatch(number)) {
      proposedOnly.removeIf(one);
    }
    if (proposedOnly.stream().noneMatch(number)) {
      storedOnly.removeIf(one);
    }
  }

  // "owns a boat" is "has a boat"
  private void dropOwning() {
    if (stored.possesses() && proposed.possesses()) {
      storedOnly.removeIf(Term::isOwning);
      proposedOnly.removeIf(Term::isOwning);
    }
  }

  /// Whether both say how something should be, one of them as what the user wants: "wants short
  /// replies" and "replies should be short".
  boolean isDemandedInBoth() {
    return (stored.isDemand() && wants(proposed)) || (wants(stored) && proposed.isDemand());
  }

  private static boolean wants(Statement statement) {
    return statement.terms().stream().anyMatch(Term::isWanting);
  }

  private void dropWanting() {
    if (isDemandedInBoth()) {
      storedOnly.removeIf(Term::isWanting);
      proposedOnly.removeIf(Term::isWanting);
    }
  }

  // "uses a spreadsheet to track" is "tracks in a spreadsheet", where no other verb stands for it
  private boolean dropLight(List<Term> of, List<Term> others) {
    return others.stream().noneMatch(term -> term.kind() == Kind.WORD || term.kind() == Kind.ROLE)
        && of.removeIf(Term::isLight);
  }

  private Effect effect(Kind kind, List<Term> before, List<Term> after) {
    return switch (kind) {
      case NUMBER -> Effect.CONTRADICTS;
      // "on Monday" and "at 9:30" may both hold
      case DATE ->
          Collections.disjoint(calendars(before), calendars(after))
              ? Effect.SOMETHING_ELSE
              : Effect.CONTRADICTS;
      case NAME, WORD -> isOfOneValue() ? Effect.CONTRADICTS : Effect.SOMETHING_ELSE;
      case ROLE -> Effect.SOMETHING_ELSE;
    };
  }

  private static Set<Term.Calendar> calendars(List<Term> dates) {
    return dates.stream().map(Term::calendar).collect(toSet());
  }

  /// Whether both texts differ in one word, which stands for what one has one of now.
  private boolean isOfOneValue() {
    return storedOnly.size() == 1
        && proposedOnly.size() == 1
        && isValue(storedOnly.getFirst(), stored)
        && isValue(proposedOnly.getFirst(), proposed);
  }

  /// Whether `term` stands right behind what one has one of, or behind it at the end: "favourite
  /// programming language Rust".
  private static boolean isValue(Term term, Statement statement) {
    List<Term> terms = statement.terms();
    int at = terms.indexOf(term);
    int from = at == terms.size() - 1 ? 0 : Math.max(at - 1, 0);
    return statement.negationsOf(term) == 0
        && terms.subList(from, at).stream()
            .anyMatch(before -> before.isSingleValued() && before.form() != Form.PAST);
  }

  // What stands before all that is shared is whom the statement is about, or whose thing; adverbs
  // stand there too.
  private boolean isSubject(List<Term> terms, Statement statement) {
    Set<Term> beginning = new HashSet<>();
    for (Term term : statement.terms()) {
      if (shared.contains(term.key())) {
        break;
      }
      beginning.add(term);
    }
    return terms.stream().filter(beginning::contains).anyMatch(this::canBeSubject);
  }

  private boolean canBeSubject(Term term) {
    return switch (term.kind()) {
      case ROLE -> true;
      case NAME -> term.slot().isEmpty() || term.possesses();
      case WORD -> term.possessed() || stored.namesUser() != proposed.namesUser();
      case NUMBER, DATE -> term.possessed();
    };
  }

  private static List<Term> ofKind(List<Term> terms, Kind kind) {
    return terms.stream().filter(term -> term.kind() == kind).toList();
  }

  private static String words(List<Term> terms) {
    return String.join(" ", terms.stream().map(Term::text).toList());
  }
}
