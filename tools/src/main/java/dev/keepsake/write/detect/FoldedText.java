package dev.keepsake.write.detect;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A text without the tricks that hide what it says from a pattern, and from no reader: invisible
/// and bidirectional characters, accents, wide and styled letters, typographic quotes, and letters
/// of other alphabets that look Latin, in words that have a Latin letter.
///
/// Case is kept, since keys have it.
///
/// @param lower the same in lower case, to look for words in
record FoldedText(String text, String lower) {
  /// More marks on one letter than any script needs; sorting long runs of them is quadratic.
  private static final int MARKS = 4;

  private static final Map<Character, Character> LOOKALIKES =
      pairs(
          "аеорсухіјѕһԁԛԝкАВЕКМНОРСТУХІЈЅαορινυκτχεΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡ",
          "aeopcyxijshdqwkABEKMHOPCTYXIJSaopivuktxeABEZHIKMNOPTYXig");

  static FoldedText of(String text) {
    String visible = visible(text);
    String decomposed = Normalizer.normalize(visible, Normalizer.Form.NFKD);
    String composed = Normalizer.normalize(plain(decomposed), Normalizer.Form.NFC);
    String latin = latin(composed);
    return new FoldedText(latin, latin.toLowerCase(Locale.ROOT));
  }

  private static String visible(String text) {
    var kept = new StringBuilder(text.length());
    int marks = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      marks = Character.getType(c) == Character.NON_SPACING_MARK ? marks + 1 : 0;
      if (!invisible(c) && !accent(c) && marks <= MARKS) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  private static boolean invisible(int c) {
    return Character.getType(c) == Character.FORMAT
        || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
        || (c >= 0xE0100 && c <= 0xE01EF)
        || c == 0x115F // Hangul fillers
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0;
  }

  private static boolean accent(int c) {
    return c >= 0x0300 && c <= 0x036F;
  }

  private static String plain(String decomposed) {
    var plain = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !accent(c))
        .map(FoldedText::plain)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int plain(int c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u201A', '\u201B', '\u2032', '\u00B4', '\u02BC' -> '\'';
      case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033' -> '"';
      case '\u2028', '\u2029', '\u0085' -> '\n';
      default -> c != '\n' && Character.isSpaceChar(c) ? ' ' : c;
    };
  }

  private static String latin(String text) {
    var latin = new StringBuilder(text);
    int start = 0;
    boolean mixed = false;
    for (int at = 0; at <= text.length(); at++) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      if (Character.isLetter(c)) {
        mixed |= c < 0x80;
      } else {
        if (mixed) {
          replace(latin, start, at);
        }
        start = at + 1;
        mixed = false;
      }
    }
    return latin.toString();
  }

  private static void replace(StringBuilder text, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      text.setCharAt(at, LOOKALIKES.getOrDefault(c, c));
    }
  }

  private static Map<Character, Character> pairs(String from, String to) {
    var pairs = new HashMap<Character, Character>();
    for (int at = 0; at < from.length(); at++) {
      pairs.put(from.charAt(at), to.charAt(at));
    }
    return Map.copyOf(pairs);
  }
}
