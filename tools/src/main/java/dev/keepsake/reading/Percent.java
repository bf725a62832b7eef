package dev.keepsake.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Bytes that are written as `%41`, in UTF-8, as in addresses.
final class Percent {
  private static final int LONGEST = 4;

  private Percent() {}

  /// The one character that is written so from `at` on.
  static Optional<Piece> at(String text, int at) {
    int first = value(text, at);
    if (first <= 0) {
      return Optional.empty();
    }
    int count = Math.min(count(first), LONGEST);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      int value = value(text, at + 3 * i);
      if (value < 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) value;
    }
    try {
      String said = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(new Piece(at, at + 3 * count, said));
    } catch (CharacterCodingException e) {
      return Optional.empty(); // a byte of another encoding, or only percent signs
    }
  }

  private static int count(int first) {
    if (first < 0x80) {
      return 1;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : LONGEST;
  }

  /// The byte at `at`, or -1.
  private static int value(String text, int at) {
    if (at + 3 > text.length() || text.charAt(at) != '%') {
      return -1;
    }
    int high = Character.digit(text.charAt(at + 1), 16);
    int low = Character.digit(text.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
