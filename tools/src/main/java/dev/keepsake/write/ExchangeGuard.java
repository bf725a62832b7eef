package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Statement.Self;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds two shared words of which each has the part that the other had: "A over B" and "B over A".
final class ExchangeGuard {
  /// The part of what is compared with: after "than", "over", "rather than".
  static final String THAN = "over";

  private final Comparison texts;
  private final Map<String, Term> before;
  private final Map<String, Term> after;

  ExchangeGuard(Comparison texts) {
    this.texts = texts;
    before = texts.stored().single();
    after = texts.proposed().single();
  }

  Optional<Finding> find() {
    Map<List<String>, Term> moved = new HashMap<>();
    for (Term term : before.values()) {
      Term other = after.get(term.key());
      if (other == null || other.slot().equals(term.slot())) {
        continue;
      }
      moved.put(List.of(term.slot(), other.slot()), term);
      Term back = moved.get(List.of(other.slot(), term.slot()));
      if (back != null) {
        return Optional.of(exchanged(back, term));
      }
    }
    Optional<Finding> withUser = exchangedWithUser();
    return withUser.isPresent() ? withUser : reversedNames();
  }

  // "the user owes Tom" and "Tom owes the user", "Tom is the user's son" and "the user is Tom's
  // son"
  private Optional<Finding> exchangedWithUser() {
    Set<Self> was = new HashSet<>(texts.stored().self());
    Set<Self> is = new HashSet<>(texts.proposed().self());
    boolean differ = !was.equals(is);
    was.remove(Self.OWNER);
    is.remove(Self.OWNER);
    boolean turned = !was.isEmpty() && !is.isEmpty() && Collections.disjoint(was, is);
    return before.values().stream()
        .filter(term -> term.kind() == Kind.NAME || term.kind() == Kind.ROLE)
        .filter(term -> after.containsKey(term.key()))
        .filter(term -> turned || (differ && changesOwner(term)))
        .findFirst()
        .map(term ->
            new Finding(Difference.COMPARISON_ORDER, Effect.CONTRADICTS, term.text(), term.text()));
  }

  private boolean changesOwner(Term term) {
    Term other = after.get(term.key());
    return other != null && other.possesses() != term.possesses();
  }

  /// One thing counted otherwise in each text, though both texts have all of the numbers: "two
  /// cats, three dogs" and "three cats".
  Optional<Finding> otherCount() {
    Map<String, Map<String, Term>> counted = counts(texts.stored());
    for (var thing : counts(texts.proposed()).entrySet()) {
      Map<String, Term> was = counted.getOrDefault(thing.getKey(), thing.getValue());
      if (Collections.disjoint(was.keySet(), thing.getValue().keySet())) {
        return Optional.of(
            new Finding(
                Difference.NUMBER, Effect.CONTRADICTS, first(was), first(thing.getValue())));
      }
    }
    return Optional.empty();
  }

  /// The numbers of each thing that is counted.
  private static Map<String, Map<String, Term>> counts(Statement statement) {
    Map<String, Map<String, Term>> counts = new LinkedHashMap<>();
    statement.terms().stream()
        .filter(Term::counts)
        .forEach(term ->
            counts.computeIfAbsent(term.slot(), _ -> new LinkedHashMap<>()).put(term.key(), term));
    return counts;
  }

  private static String first(Map<String, Term> numbers) {
    return numbers.values().iterator().next().text();
  }

  // "Anna taught Ben": no preposition tells the parts, so two names count as exchanged where all
  // else is equal.
  private Optional<Finding> reversedNames() {
    if (!texts.storedOnly().isEmpty() || !texts.proposedOnly().isEmpty()) {
      return Optional.empty();
    }
    List<Term> names = before.values().stream().filter(term -> isNameIn(after, term)).toList();
    List<Term> others = after.values().stream().filter(term -> isNameIn(before, term)).toList();
    if (names.size() != 2 || others.size() != 2 || isList(names) || isList(others)) {
      return Optional.empty();
    }
    boolean reversed = names.getFirst().key().equals(others.getLast().key());
    return reversed ? Optional.of(exchanged(names.getFirst(), names.getLast())) : Optional.empty();
  }

  private static boolean isNameIn(Map<String, Term> terms, Term name) {
    Term other = terms.get(name.key());
    return name.kind() == Kind.NAME && other != null && other.slot().equals(name.slot());
  }

  // "Anna and Ben" is "Ben and Anna"
  private static boolean isList(List<Term> names) {
    return names.getFirst().coordination() == names.getLast().coordination();
  }

  private static Finding exchanged(Term first, Term second) {
    return new Finding(
        Difference.COMPARISON_ORDER,
        Effect.CONTRADICTS,
        first.text() + ", " + second.text(),
        second.text() + ", " + first.text());
  }
}
