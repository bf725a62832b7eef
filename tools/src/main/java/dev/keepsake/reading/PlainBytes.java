package dev.keepsake.reading;

import java.util.ArrayList;
import java.util.List;

/// Picks from decoded bytes the stretches that are text, in ASCII or UTF-8 (of UTF-16, what is
/// ASCII). Bytes of pictures and hashes have none that are long enough.
final class PlainBytes {
  /// A tenth byte in the range of text follows nine others by chance once in 20,000 times.
  private static final int SHORTEST = 10;

  /// So many in a row are text, whatever they say.
  private static final int LONG = 24;

  private final List<Piece> found = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int from;
  private int to;
  private int letters;
  private int code;
  private int missing;

  /// @param start of the characters that the byte is written in
  void add(int value, int start, int end) {
    if (missing > 0 && (value & 0xC0) == 0x80) {
      code = code << 6 | (value & 0x3F);
      missing--;
      if (missing == 0) {
        keep(code, start, end);
      }
    } else if (missing > 0) {
      end();
      first(value, start, end);
    } else {
      first(value, start, end);
    }
  }

  private void first(int value, int start, int end) {
    if (value < 0x80) {
      if (value == 0 && !text.isEmpty()) {
        to = end;
      } else {
        keep(value, start, end);
      }
    } else if (value >= 0xC2 && value < 0xF5) {
      missing = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
      code = value & (0x3F >> missing);
    } else {
      end();
    }
  }

  private void keep(int c, int start, int end) {
    boolean layout = c == '\n' || c == '\r' || c == '\t';
    if (!layout && !(c >= ' ' && c < 0x7F) && !Character.isLetter(c)) {
      end();
      return;
    }
    if (text.isEmpty()) {
      from = start;
    }
    text.appendCodePoint(c);
    to = end;
    letters += Character.isLetter(c) || c == ' ' ? 1 : 0;
  }

  /// Ends the stretch.
  void end() {
    int length = text.length();
    if (length >= LONG || (length >= SHORTEST && letters * 2 >= length)) {
      found.add(new Piece(from, to, text.toString()));
    }
    text.setLength(0);
    letters = 0;
    missing = 0;
  }

  List<Piece> found() {
    return found;
  }
}
