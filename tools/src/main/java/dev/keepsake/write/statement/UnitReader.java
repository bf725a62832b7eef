package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Lexicon.Entry;
import dev.keepsake.write.statement.Lexicon.Sense;
import java.util.List;
import java.util.Optional;

/// Parts "10km" into a number and a unit, where the unit is listed.
final class UnitReader {
  private final Lexicon lexicon;

  UnitReader(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /// @param number the key of the number
  /// @param unit the key of the unit
  record Amount(String number, String unit) {}

  Optional<Amount> read(Token token) {
    String folded = token.folded();
    int end = 0;
    while (end < folded.length() && !Character.isLetter(folded.charAt(end))) {
      end++;
    }
    if (!token.startsWithDigit() || end == folded.length()) {
      return Optional.empty();
    }
    List<Token> parts = Tokenizer.tokens(folded.substring(0, end) + " " + folded.substring(end));
    Entry unit = parts.size() == 2 ? lexicon.find(parts.get(1)) : null;
    Reading number = new NumberReader(parts.subList(0, 1), lexicon).read(0);
    return unit == null || unit.sense() != Sense.WORD || number.isNothing()
        ? Optional.empty()
        : Optional.of(new Amount(number.keys().getFirst(), unit.key()));
  }
}
