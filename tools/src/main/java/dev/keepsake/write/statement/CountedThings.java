package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Term.Kind;
import java.util.ArrayList;
import java.util.List;

/// Gives each number what it counts as its part in the statement, so that "two cats, one dog" is
/// not "one cat, two dogs".
final class CountedThings {
  private CountedThings() {}

  static List<Term> in(List<Term> terms) {
    List<Term> counted = new ArrayList<>(terms);
    for (int i = 0; i + 1 < counted.size(); i++) {
      Term number = counted.get(i);
      if (number.kind() == Kind.NUMBER) {
        String bound = Term.BOUNDS.contains(number.slot()) ? number.slot() + " " : "";
        counted.set(i, number.inSlot(Term.COUNTED + bound + counted.get(i + 1).key()));
      }
    }
    return counted;
  }
}
