package dev.keepsake.reading;

import java.util.List;

/// Texts as hexadecimal digits, two a byte: `69676e`, `69 67 6e`, `69:67:6e`, `0x69, 0x67`.
final class HexRuns {
  private HexRuns() {}

  static List<Piece> in(String text) {
    var bytes = new PlainBytes();
    int at = prefix(text, 0);
    while (at < text.length()) {
      int value = value(text, at);
      if (value >= 0) {
        bytes.add(value, text.startsWith("0x", at - 2) ? at - 2 : at, at + 2);
        at = next(text, at + 2);
      } else {
        bytes.end();
        at = afterWord(text, at);
      }
    }
    bytes.end();
    return bytes.found();
  }

  private static int prefix(String text, int at) {
    return text.startsWith("0x", at) ? at + 2 : at;
  }

  /// Where the next pair may begin.
  private static int next(String text, int end) {
    int at = end;
    while (at < text.length() && at < end + 2 && " :,-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return prefix(text, at);
  }

  /// A run begins where a word begins.
  private static int afterWord(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return prefix(text, at);
  }

  /// The byte at `at`, or -1.
  private static int value(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = digit(text.charAt(at));
    int low = digit(text.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
