package dev.keepsake.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Characters that are written as escapes: `%41`, `%u0041`, those of programming languages with a
/// backslash and `u`, `x` or `U`, with braces or without, and the entities of [Entities]; and
/// blanks that are written as `+` between words.
final class Escapes {
  /// How far apart two `+` of one form may be.
  private static final int WORD = 20;

  private Escapes() {}

  static List<Piece> in(String text) {
    var pieces = new ArrayList<Piece>();
    for (int at = 0; at < text.length(); ) {
      Optional<Piece> piece = at(text, at);
      piece.ifPresent(pieces::add);
      at = piece.map(Piece::to).orElse(at + 1);
    }
    return pieces;
  }

  private static Optional<Piece> at(String text, int at) {
    return switch (text.charAt(at)) {
      case '%' -> percent(text, at);
      case '&' -> Entities.at(text, at);
      case '\\' -> backslash(text, at);
      case '+' -> plus(text, at) ? Optional.of(new Piece(at, at + 1, " ")) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Piece> percent(String text, int at) {
    if (text.startsWith("u", at + 1)) {
      return hex(text, at, at + 2, at + 6);
    }
    return Percent.at(text, at);
  }

  private static Optional<Piece> backslash(String text, int at) {
    if (at + 1 >= text.length()) {
      return Optional.empty();
    }
    return switch (text.charAt(at + 1)) {
      case 'u' -> text.startsWith("{", at + 2) ? braces(text, at) : hex(text, at, at + 2, at + 6);
      case 'x' -> text.startsWith("{", at + 2) ? braces(text, at) : hex(text, at, at + 2, at + 4);
      case 'U' -> hex(text, at, at + 2, at + 10);
      default -> Optional.empty();
    };
  }

  /// The digits in braces after the backslash at `at` and its letter.
  private static Optional<Piece> braces(String text, int at) {
    int end = at + 3;
    while (end < text.length() && end < at + 9 && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    return text.startsWith("}", end)
        ? hex(text, at, at + 3, end).map(piece -> new Piece(at, piece.to() + 1, piece.text()))
        : Optional.empty();
  }

  /// @param at where the escape begins, whose digits are [from, to)
  private static Optional<Piece> hex(String text, int at, int from, int to) {
    if (to > text.length() || to == from) {
      return Optional.empty();
    }
    int code = 0;
    for (int digit = from; digit < to; digit++) {
      int value = Character.digit(text.charAt(digit), 16);
      if (value < 0 || text.charAt(digit) >= 0x80 || code > Character.MAX_CODE_POINT) {
        return Optional.empty();
      }
      code = code * 16 + value;
    }
    return Character.isValidCodePoint(code) && code != 0
        ? Optional.of(new Piece(at, to, Character.toString(code)))
        : Optional.empty();
  }

  /// Whether the `+` at `at` is one of several between words that stand together.
  private static boolean plus(String text, int at) {
    return between(text, at) && (another(text, at, 1) || another(text, at, -1));
  }

  private static boolean another(String text, int from, int step) {
    for (int far = 1; far <= WORD; far++) {
      int at = from + far * step;
      if (at < 0 || at >= text.length() || Character.isWhitespace(text.charAt(at))) {
        return false;
      }
      if (text.charAt(at) == '+') {
        return between(text, at);
      }
    }
    return false;
  }

  private static boolean between(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at - 1))
        && Character.isLetter(text.charAt(at + 1));
  }
}
