package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Lexicon.Entry;
import dev.keepsake.write.statement.Lexicon.Sense;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads numbers: digits with separators, "5k", ordinals, and number words up to millions. What has
/// a decimal point keeps its spelling, since 3.10 and 3.1 are two versions.
final class NumberReader {
  private static final int MOST_DIGITS = 15;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}\\.[0-9]{1,6}");
  private static final long LARGEST = 1_000_000_000_000L;
  private static final List<String> ORDINAL_ENDINGS = List.of("st", "nd", "rd", "th");

  private final List<Token> tokens;
  private final Lexicon lexicon;

  NumberReader(List<Token> tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.lexicon = lexicon;
  }

  Reading read(int from) {
    String folded = tokens.get(from).folded();
    String sign = folded.length() > 1 && folded.charAt(0) == '-' ? "-" : "";
    String digits = folded.substring(sign.length());
    if (!digits.isEmpty() && Character.isDigit(digits.codePointAt(0))) {
      return digits(sign, digits, from);
    }
    Entry ordinal = lexicon.find(tokens.get(from));
    if (ordinal != null && ordinal.sense() == Sense.ORDINAL) {
      return Reading.number("rank " + ordinal.key(), 1);
    }
    return words(from, 0);
  }

  private Reading digits(String sign, String digits, int from) {
    int end = 0;
    while (end < digits.length() && isNumeric(digits.charAt(end))) {
      end++;
    }
    String value = withoutThousands(digits.substring(0, end));
    String ending = digits.substring(end);
    if (ORDINAL_ENDINGS.contains(ending)) {
      return Reading.number("rank " + value, 1);
    }
    boolean whole = isWhole(value);
    if (ending.equals("k") && whole) {
      return Reading.number(sign + value + "000", 1);
    }
    if (!ending.isEmpty()) {
      return Reading.NOTHING;
    }
    if (DECIMAL.matcher(value).matches() && sign.isEmpty() && wordValue(from + 1) >= 1000) {
      BigDecimal product = new BigDecimal(value).multiply(BigDecimal.valueOf(wordValue(from + 1)));
      return Reading.number(product.stripTrailingZeros().toPlainString(), 2);
    }
    if (whole && sign.isEmpty() && wordValue(from + 1) >= 1000) {
      return words(from + 1, Long.parseLong(value));
    }
    return Reading.number(sign + value, 1);
  }

  private static boolean isNumeric(char unit) {
    return Character.isDigit(unit) || unit == '.' || unit == ',';
  }

  private static boolean isWhole(String value) {
    return value.length() <= MOST_DIGITS
        && value.chars().allMatch(unit -> unit >= '0' && unit <= '9');
  }

  /// "1,200" as "1200"; what isn't grouped by three stays as it is, a decimal comma becomes a
  /// point.
  private static String withoutThousands(String digits) {
    String[] groups = digits.split(",", -1);
    boolean grouped = groups.length > 1;
    for (int i = 1; i < groups.length; i++) {
      grouped &=
          groups[i].length() == 3 || (i == groups.length - 1 && groups[i].startsWith("000."));
    }
    return grouped ? digits.replace(",", "") : digits.replace(',', '.');
  }

  /// Number words from `from` on; `leading` is what digits before them said ("5 million"), 0 if
  /// there were none.
  private Reading words(int from, long leading) {
    long total = 0;
    long part = leading;
    int at = from;
    boolean read = false;
    while (at < tokens.size() && part < LARGEST && total < LARGEST) {
      boolean and = read && part >= 100 && tokens.get(at).folded().equals("and");
      long value = wordValue(and ? at + 1 : at);
      if (value < 0 || (and && value >= 100) || !follows(part, value, read || leading > 0)) {
        break;
      }
      if (value >= 1000) {
        total += Math.max(part, 1) * value;
        part = 0;
      } else {
        part = value == 100 ? Math.max(part, 1) * 100 : part + value;
      }
      read = true;
      at += and ? 2 : 1;
    }
    int length = at - from + (leading > 0 ? 1 : 0);
    return read ? Reading.number(Long.toString(total + part), length) : Reading.NOTHING;
  }

  // "twenty five" and "two hundred" are one number, "five six" are two.
  private static boolean follows(long part, long value, boolean begun) {
    if (!begun || value >= 100) {
      return true;
    }
    return value > 0
        && (part == 0 || (value < 10 && part % 10 == 0 && part % 100 != 10) || part % 100 == 0);
  }

  private long wordValue(int at) {
    @Nullable Entry entry = at < tokens.size() ? lexicon.find(tokens.get(at)) : null;
    boolean whole = entry != null && entry.sense() == Sense.NUMBER && entry.key().indexOf('.') < 0;
    return whole && entry != null ? Long.parseLong(entry.key()) : -1;
  }
}
