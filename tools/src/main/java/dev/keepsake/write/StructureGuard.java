package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Kind;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at two texts between which no other guard finds a difference: the same words may still say
/// something else by their order, their prepositions, their forms, or by what is left out. What is
/// known to be harmless is let through, all else is a difference.
final class StructureGuard {
  /// The parts of what may be left out: "in Berlin", "with two dogs".
  private static final Set<String> OMISSIBLE =
      Set.of("in", "on", "with", "for", "about", "by", "of", "since", Term.OWNER);

  private static final Set<String> EVERY = Set.of("every", "each", "per");

  private static final int LONGEST_PHRASE = 5;
  private static final String LIMIT = "limit";

  /// The parts that narrow: to leave them out says more.
  private static final Set<String> NARROWING = Set.of("until", "over", "under", "above", "per");

  private final Comparison texts;

  StructureGuard(Comparison texts) {
    this.texts = texts;
  }

  /// @param turnedTwice whether words stand elsewhere since they are compared the other way round
  Optional<Finding> find(boolean turnedTwice) {
    if (texts.stored().foreign() || texts.proposed().foreign()) {
      return otherLanguage();
    }
    List<SharedTerm> shared = SharedTerm.of(texts.stored(), texts.proposed());
    Optional<Finding> form = new FormGuard(texts, shared).find(turnedTwice);
    if (turnedTwice) {
      return form.or(this::omission);
    }
    return form.or(() -> new PartGuard(texts, shared).find())
        .or(() -> new OrderGuard(texts, shared).find())
        .or(this::omission);
  }

  // "coaches Ann's brother" is not "coaches their brother"
  private static boolean isOwner(Term term) {
    return term.possesses() && (term.kind() == Term.Kind.NAME || term.kind() == Term.Kind.ROLE);
  }

  /// "a Brother laser printer" is a laser printer: what stands before a word that is kept, in the
  /// same phrase, tells more of it.
  private static boolean isModifier(int at, List<Term> terms, Set<Term> missing) {
    Term term = terms.get(at);
    int head = at + 1;
    while (head < Math.min(terms.size(), at + LONGEST_PHRASE)
        && missing.contains(terms.get(head))) {
      head++;
    }
    return head < terms.size()
        && term.isModifier()
        && !term.isParticle()
        && (term.kind() == Term.Kind.WORD || term.kind() == Term.Kind.NAME)
        && terms.get(head).kind() == Term.Kind.WORD
        && terms.get(head).slot().equals(term.slot());
  }

  /// Of other languages the vocabularies know too little: only the same words in the same order are
  /// the same, or with the end put first.
  private Optional<Finding> otherLanguage() {
    return isRotation(texts.stored().words(), texts.proposed().words())
        ? Optional.empty()
        : Optional.of(new Finding(Difference.WORDING, Effect.SOMETHING_ELSE, "", ""));
  }

  private static boolean isRotation(List<String> words, List<String> others) {
    if (words.size() != others.size() || words.isEmpty()) {
      return words.equals(others);
    }
    int at = others.indexOf(words.getFirst());
    if (at < 0) {
      return false;
    }
    int rest = words.size() - at;
    return words.subList(0, rest).equals(others.subList(at, others.size()))
        && words.subList(rest, words.size()).equals(others.subList(0, at));
  }

  /// What is left out must be a phrase of its own, an item of a list, a day, or the end of the
  /// text. Elsewhere it may be what the rest rests on: "the battery of the car is empty", "fake
  /// leather".
  private Optional<Finding> omission() {
    Set<Term> missing = new HashSet<>(texts.storedOnly());
    List<Term> terms = texts.stored().terms();
    Set<Integer> listed = new HashSet<>();
    terms.stream()
        .filter(term -> !missing.contains(term))
        .forEach(term -> listed.add(term.coordination()));
    boolean unlimited =
        texts.stored().modality().contains(LIMIT) && !texts.proposed().modality().contains(LIMIT);
    // "every two weeks" is not every week
    boolean repeats = !Collections.disjoint(texts.stored().words(), EVERY);
    for (int at = 0; at < terms.size(); at++) {
      Term term = terms.get(at);
      boolean left = missing.contains(term);
      boolean harmless =
          term.kind() == Kind.DATE
              || (term.counts() && !repeats)
              || (OMISSIBLE.contains(term.slot()) && !isOwner(term))
              || listed.contains(term.coordination())
              || isModifier(at, terms, missing);
      boolean narrows =
          unlimited // "meat only on Sundays" and "meat"
              || term.isLimiting()
              || NARROWING.contains(term.slot());
      if (left && (narrows || !harmless)) {
        return Optional.of(new Finding(Difference.MORE_SPECIFIC, Effect.ADDS, term.text(), ""));
      }
    }
    return Optional.empty();
  }
}
