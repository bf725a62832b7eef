package dev.keepsake.write;

import dev.keepsake.write.Finding.Effect;
import dev.keepsake.write.statement.Statement;
import dev.keepsake.write.statement.Statement.Link;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
          "about",
          "around",
          "roughly",
          "approximately",
          "circa",
          "both",
          "certainly",
          "definitely",
          "generally",
          "ever",
          "own",
          "too");

  private static final Set<String> HIM = Set.of("he", "him", "his");
  private static final Set<String> HER = Set.of("she", "her", "hers");

  private final Statement stored;
  private final Statement proposed;
  private final List<SharedTerm> shared;

  FormGuard(Comparison texts, List<SharedTerm> shared) {
    stored = texts.stored();
    proposed = texts.proposed();
    this.shared = shared;
  }

  Optional<Finding> find() {
    Optional<Finding> form =
        shared.stream()
            .filter(each -> each.stored().isOfAnotherForm(each.proposed()))
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
            || isAnotherPerfect()
            || isAnotherLink(stored, proposed)
            || isAnotherLink(proposed, stored)
        ? Optional.of(wording("", ""))
        : pronouns();
  }

  /// "only Anna drinks tea" and "Anna drinks only tea", "if it rains he drives" and "if he drives
  /// it rains".
  private Optional<Finding> otherAim() {
    return stored.aims().entrySet().stream()
        .filter(aim ->
            Collections.disjoint(
                aim.getValue(), proposed.aims().getOrDefault(aim.getKey(), aim.getValue())))
        .findFirst()
        .map(aim -> wording(aim.getKey(), aim.getKey()));
  }

  /// "tea or coffee" and "tea and coffee". Of what is negated, "or" and "and" say the same.
  private boolean isAnotherChoice() {
    return stored.denials().isEmpty()
        && proposed.denials().isEmpty()
        && stored.words().contains(OR) != proposed.words().contains(OR);
  }

  /// "is being painted", "is painted" and "has been painted".
  private boolean isAnotherPerfect() {
    return stored.words().contains("been") != proposed.words().contains("been")
        || stored.words().contains("being") != proposed.words().contains("being");
  }

  /// "has a mentor" and "is a mentor".
  private static boolean isAnotherLink(Statement one, Statement other) {
    return one.links().stream().anyMatch(Link::has)
        && !other.possesses()
        && !other.links().isEmpty();
  }

  /// "lent him" and "lent her".
  private Optional<Finding> pronouns() {
    boolean other =
        (isOf(stored, HIM, HER) && isOf(proposed, HER, HIM))
            || (isOf(stored, HER, HIM) && isOf(proposed, HIM, HER))
            || COUNTING.stream()
                .anyMatch(word -> stored.words().contains(word) != proposed.words().contains(word));
    return other
        ? Optional.of(new Finding(Difference.ROLE, Effect.SOMETHING_ELSE, "", ""))
        : Optional.empty();
  }

  private static boolean isOf(Statement text, Set<String> some, Set<String> none) {
    return text.words().stream().anyMatch(some::contains)
        && text.words().stream().noneMatch(none::contains);
  }

  private static Finding wording(String was, String is) {
    return new Finding(Difference.WORDING, Effect.SOMETHING_ELSE, was, is);
  }
}
