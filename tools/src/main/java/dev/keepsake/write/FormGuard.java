package dev.keepsake.write;

import static java.util.stream.Collectors.toSet;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Statement.Link;
import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Form;
import dev.keepsake.write.statement.Term.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds shared words in another form ("is bored" and "is boring", "a cat" and "cats"), and the
/// small words that are no terms but make a difference all the same.
final class FormGuard {
  private static final String OR = "or";

  /// Small words that are no terms, yet make a difference where one text alone has them.
  private static final Set<String> COUNTING =
      Set.of(
          "they",
          "them",
          "he",
          "him",
          "she",
          "us",
          "we",
          "you",
          "your",
          "our",
          "such",
          "so",
          "what",
          "where",
          "whose",
          "here",
          "both",
          "certainly",
          "definitely",
          "generally",
          "own",
          "too");

  /// They make a number another one: "about 40".
  private static final Set<String> APPROXIMATE =
      Set.of("about", "around", "roughly", "approximately", "circa");

  private static final Set<String> STRANDED =
      Set.of("in", "on", "over", "above", "below", "inside", "outside", "through", "for", "with");

  private static final Set<String> HIM = Set.of("he", "him", "his");
  private static final Set<String> HER = Set.of("she", "her", "hers");

  private final Comparison texts;
  private final Statement stored;
  private final Statement proposed;
  private final List<SharedTerm> shared;

  FormGuard(Comparison texts, List<SharedTerm> shared) {
    this.texts = texts;
    stored = texts.stored();
    proposed = texts.proposed();
    this.shared = shared;
  }

  /// @param turned whether the one is the passive of the other
  Optional<Finding> find(boolean turned) {
    Optional<Finding> form =
        shared.stream()
            .filter(each -> each.stored().isOfAnotherForm(each.proposed()))
            .filter(each -> !(turned && isPassive(each)))
            .filter(each -> !isModifier(each.stored(), each.storedPlace(), stored))
            .filter(each -> !isModifier(each.proposed(), each.proposedPlace(), proposed))
            .findFirst()
            .map(each -> wording(each.stored().text(), each.proposed().text()));
    if (form.isPresent()) {
      return form;
    }
    Optional<Finding> aim = otherAim();
    if (aim.isPresent()) {
      return aim;
    }
    return isAnotherChoice()
            || isAnotherList()
            || isAnotherPerfect()
            || (!texts.isReworded()
                && (isAnotherLink(stored, proposed) || isAnotherLink(proposed, stored)))
        ? Optional.of(wording("", ""))
        : pronouns();
  }

  /// "only Anna drinks tea" and "Anna drinks only tea", "if it rains he drives" and "if he drives
  /// it rains".
  private Optional<Finding> otherAim() {
    Set<String> common = shared.stream().map(each -> each.stored().key()).collect(toSet());
    return stored.aims().entrySet().stream()
        .filter(aim -> {
          Set<String> was = new HashSet<>(aim.getValue());
          Set<String> is = new HashSet<>(proposed.aims().getOrDefault(aim.getKey(), Set.of()));
          was.retainAll(common);
          is.retainAll(common);
          return !was.isEmpty() && !is.isEmpty() && !was.equals(is);
        })
        .findFirst()
        .map(aim -> wording(aim.getKey(), aim.getKey()));
  }

  /// "tea or coffee" and "tea and coffee". Of what is negated, "or" and "and" say the same.
  private boolean isAnotherChoice() {
    return stored.denials().isEmpty()
        && proposed.denials().isEmpty()
        && stored.words().contains(OR) != proposed.words().contains(OR);
  }

  // "the son has a dog" and "has a son and a dog", "more than Ben" and "more than Ben does"
  private boolean isAnotherList() {
    boolean all = texts.storedOnly().isEmpty();
    boolean than = stored.words().contains("than");
    return (all && lists(stored) != lists(proposed))
        || (than && stored.words().contains("does") != proposed.words().contains("does"));
  }

  private static boolean lists(Statement statement) {
    List<Term> terms = statement.terms();
    return statement.words().contains("and")
        && IntStream.range(1, terms.size())
            .anyMatch(at -> terms.get(at).coordination() == terms.get(at - 1).coordination());
  }

  /// "is being painted", "is painted" and "has been painted".
  private boolean isAnotherPerfect() {
    boolean lasts =
        shared.stream()
            .anyMatch(each ->
                each.stored().form() == Form.PERFECT && each.proposed().form() == Form.PERFECT);
    return (!lasts && stored.words().contains("been") != proposed.words().contains("been"))
        || stored.words().contains("being") != proposed.words().contains("being");
  }

  private static boolean isPassive(SharedTerm each) {
    return each.stored().form() == Form.PASSIVE || each.proposed().form() == Form.PASSIVE;
  }

  // the article of "a peanut allergy" counts allergies
  private static boolean isModifier(Term term, int at, Statement statement) {
    if (term.form() != Form.ONE || at + 1 == statement.terms().size()) {
      return false;
    }
    Term next = statement.terms().get(at + 1);
    return next.kind() == Kind.WORD
        && next.slot().equals(term.slot())
        && next.coordination() != term.coordination();
  }

  /// "has a mentor" and "is a mentor".
  private static boolean isAnotherLink(Statement one, Statement other) {
    return one.links().stream().anyMatch(Link::has)
        && !other.possesses()
        && !other.links().isEmpty();
  }

  /// "lent him" and "lent her".
  private Optional<Finding> pronouns() {
    boolean actor =
        stored.namesUser() != proposed.namesUser()
            && shared.stream().anyMatch(each -> each.stored().isActor());
    boolean other =
        actor
            || (isOf(stored, HIM, HER) && isOf(proposed, HER, HIM))
            || (isOf(stored, HER, HIM) && isOf(proposed, HIM, HER))
            || (counts(stored) && isApproximate(stored) != isApproximate(proposed))
            || isStranded(stored) != isStranded(proposed)
            || COUNTING.stream()
                .anyMatch(word -> stored.words().contains(word) != proposed.words().contains(word));
    return other
        ? Optional.of(new Finding(Difference.ROLE, Effect.SOMETHING_ELSE, "", ""))
        : Optional.empty();
  }

  private static boolean counts(Statement text) {
    return text.terms().stream().anyMatch(term -> term.kind() == Kind.NUMBER);
  }

  private static boolean isApproximate(Statement text) {
    return text.words().stream().anyMatch(APPROXIMATE::contains);
  }

  // "the flat above" is not "the flat"
  private static boolean isStranded(Statement text) {
    return !text.words().isEmpty() && STRANDED.contains(text.words().getLast());
  }

  private static boolean isOf(Statement text, Set<String> some, Set<String> none) {
    return text.words().stream().anyMatch(some::contains)
        && text.words().stream().noneMatch(none::contains);
  }

  private static Finding wording(String was, String is) {
    return new Finding(Difference.WORDING, Effect.SOMETHING_ELSE, was, is);
  }
}
