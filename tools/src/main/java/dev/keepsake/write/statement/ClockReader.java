package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Term.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Reads times of day in words: "noon", "half past seven", "a quarter to eight", "nine o'clock".
final class ClockReader {
  private static final Map<String, Integer> NAMED = Map.of("noon", 12 * 60, "midnight", 0);
  private static final Map<String, Integer> PAST = Map.of("half", 30, "quarter", 15);
  private static final int HOUR = 60;

  private final List<Token> tokens;
  private final Lexicon lexicon;

  ClockReader(List<Token> tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.lexicon = lexicon;
  }

  Reading read(int from) {
    String word = word(from);
    if (NAMED.containsKey(word)) {
      return time(NAMED.get(word), 1);
    }
    Integer minutes = PAST.get(word);
    OptionalInt hour = hour(minutes == null ? from : from + 2);
    if (hour.isEmpty()) {
      return Reading.NOTHING;
    }
    if (minutes == null) {
      boolean full = word(from + 1).equals("o") && word(from + 2).equals("clock");
      return full ? time(hour.getAsInt() * HOUR, 3) : Reading.NOTHING;
    }
    return switch (word(from + 1)) {
      case "past" -> time(hour.getAsInt() * HOUR + minutes, 3);
      case "to" -> time(hour.getAsInt() * HOUR - minutes, 3);
      default -> Reading.NOTHING;
    };
  }

  private static Reading time(int minutes, int length) {
    return Reading.date(List.of("time " + minutes), length);
  }

  private OptionalInt hour(int at) {
    Reading number =
        at < tokens.size() ? new NumberReader(tokens, lexicon).read(at) : Reading.NOTHING;
    if (number.kind() != Kind.NUMBER || number.length() != 1) {
      return OptionalInt.empty();
    }
    String key = number.keys().getFirst();
    return key.matches("[1-9]|1[0-2]")
        ? OptionalInt.of(Integer.parseInt(key))
        : OptionalInt.empty();
  }

  private String word(int at) {
    return at < tokens.size() ? tokens.get(at).folded() : "";
  }
}
