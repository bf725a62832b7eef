package dev.keepsake.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Texts in base64, of both alphabets, with blanks and line breaks in them or without. Where one
/// begins cannot be told from the words before, so each of the four places is tried.
final class Base64Runs {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final byte[] VALUES = values();
  private static final int SHORTEST = 14;
  private static final int DIGITS = 4;

  private Base64Runs() {}

  static List<Piece> in(String text) {
    var found = new ArrayList<Piece>();
    int[] places = new int[text.length()];
    int count = 0;
    for (int at = 0; at <= text.length(); at++) {
      char c = at < text.length() ? text.charAt(at) : '=';
      if (value(c) >= 0) {
        places[count++] = at;
      } else if (!Character.isWhitespace(c)) {
        run(text, places, count, found);
        count = 0;
      }
    }
    return found;
  }

  /// @param places of the digits, `count` of them
  private static void run(String text, int[] places, int count, List<Piece> found) {
    if (count < SHORTEST) {
      return;
    }
    for (int phase = 0; phase < DIGITS; phase++) {
      var bytes = new PlainBytes();
      for (int at = phase; at + 1 < count; at += DIGITS) {
        quad(text, places, at, Math.min(at + DIGITS, count), bytes);
      }
      bytes.end();
      found.addAll(bytes.found());
    }
  }

  private static void quad(String text, int[] places, int from, int to, PlainBytes bytes) {
    int bits = 0;
    for (int at = from; at < from + DIGITS; at++) {
      bits = bits << 6 | (at < to ? value(text.charAt(places[at])) : 0);
    }
    int start = places[from];
    int end = padded(text, places[to - 1] + 1);
    for (int at = 0; at < to - from - 1; at++) {
      bytes.add(bits >> (16 - 8 * at) & 0xFF, start, end);
    }
  }

  private static int padded(String text, int end) {
    int padded = end;
    while (padded < text.length() && padded < end + 2 && text.charAt(padded) == '=') {
      padded++;
    }
    return padded;
  }

  private static int value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int at = 0; at < ALPHABET.length(); at++) {
      values[ALPHABET.charAt(at)] = (byte) at;
    }
    values['+'] = 62;
    values['-'] = 62;
    values['/'] = 63;
    values['_'] = 63;
    return values;
  }
}
