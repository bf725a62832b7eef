package dev.keepsake.reading;

import java.text.Normalizer;

/// Takes away the tricks that hide what a text says from a pattern, and from no reader: invisible
/// and bidirectional characters, accents, wide and styled letters, typographic quotes, and letters
/// of other alphabets that look Latin, in words that have a Latin letter.
///
/// Case is kept, since keys have it.
final class Folding {
  /// More marks on one letter than any script needs; sorting long runs of them is quadratic.
  private static final int MARKS = 4;

  private Folding() {}

  static Reading of(Reading source) {
    String text = source.text();
    if (plain(text)) {
      return source;
    }
    var folded = new ReadingBuilder(source);
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      if (end > at + 1 || text.charAt(at) >= 0x80) {
        folded.add(folded(text.substring(at, end)), at, end);
      } else if (!Invisible.is(text.charAt(at))) {
        folded.copy(at, end);
      }
      at = end;
    }
    return Lookalikes.mixedWords(Blanks.single(folded.build()));
  }

  private static boolean plain(String text) {
    return text.chars().allMatch(c -> c < 0x80 && !Invisible.is(c)) && !Blanks.several(text);
  }

  /// Where the character at `at` ends with all that composes with it.
  private static int end(String text, int at) {
    if (text.charAt(at) < 0x80) {
      return at + 1; // what composes with ASCII is an accent, and accents go
    }
    int end = at + Character.charCount(text.codePointAt(at));
    while (end < text.length()) {
      int next = text.codePointAt(end);
      if (!mark(next) && !jamo(next)) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  private static boolean mark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /// A vowel or a final consonant, which composes with what stands before.
  private static boolean jamo(int c) {
    return c >= 0x1160 && c <= 0x11FF;
  }

  private static String folded(String piece) {
    String decomposed = Normalizer.normalize(visible(piece), Normalizer.Form.NFKD);
    var plain = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> !accent(c) && !Invisible.is(c))
        .map(Folding::plain)
        .forEach(plain::appendCodePoint);
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  private static String visible(String piece) {
    var kept = new StringBuilder(piece.length());
    int marks = 0;
    for (int at = 0; at < piece.length(); ) {
      int c = piece.codePointAt(at);
      at += Character.charCount(c);
      marks = mark(c) ? marks + 1 : 0;
      if (!Invisible.is(c) && !accent(c) && marks <= MARKS) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  private static boolean accent(int c) {
    return c >= 0x0300 && c <= 0x036F;
  }

  private static int plain(int c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u201A', '\u201B', '\u2032', '\u00B4', '\u02BC' -> '\'';
      case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033' -> '"';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '\uFE63' -> '-';
      case '\u2028', '\u2029', '\u0085' -> '\n';
      case '\u2800' -> ' ';
      default -> c != '\n' && Character.isSpaceChar(c) ? ' ' : letter(c);
    };
  }

  /// White letters on black discs and squares, and those that flags are made of, have no other form
  /// in Unicode's tables.
  private static int letter(int c) {
    if (c >= 0x1F150 && c <= 0x1F169) {
      return 'A' + c - 0x1F150;
    }
    if (c >= 0x1F170 && c <= 0x1F189) {
      return 'A' + c - 0x1F170;
    }
    return c >= 0x1F1E6 && c <= 0x1F1FF ? 'A' + c - 0x1F1E6 : Lookalikes.plain(c);
  }
}
