package dev.keepsake.write;

import dev.keepsake.write.statement.Term;
import dev.keepsake.write.statement.Term.Kind;
import java.util.List;

/// Finds names of several words that the other text only has by their first letters: "Amazon Web
/// Services" and "AWS".
final class Acronyms {
  private Acronyms() {}

  /// Takes out of both lists what is the same name, if it is all that one of them has of names.
  static void drop(List<Term> shorts, List<Term> longs) {
    List<Term> names = shorts.stream().filter(term -> term.kind() == Kind.NAME).toList();
    if (names.size() != 1 || !isAcronym(names.getFirst().text())) {
      return;
    }
    List<Term> words =
        longs.stream().filter(term -> Character.isUpperCase(term.text().codePointAt(0))).toList();
    StringBuilder initials = new StringBuilder();
    words.forEach(word -> initials.appendCodePoint(word.text().codePointAt(0)));
    if (initials.toString().equals(names.getFirst().text())) {
      shorts.removeAll(names);
      longs.removeAll(words);
    }
  }

  private static boolean isAcronym(String text) {
    return text.length() > 1 && text.chars().allMatch(Character::isUpperCase);
  }
}
