package dev.keepsake.tool;

import dev.keepsake.memory.Content;

/// What a caller gave, to be shown back in a message: short, and of characters that every encoding
/// and every terminal can take.
final class Excerpt {
  private static final int SHOWN = 80;
  private static final int REPLACEMENT = 0xFFFD;

  private Excerpt() {}

  static String of(String given) {
    int length = given.codePointCount(0, given.length());
    var shown = new StringBuilder();
    given
        .codePoints()
        .limit(length <= SHOWN ? length : SHOWN - 3)
        .map(c -> Content.findRefused(Character.toString(c)).isPresent() ? REPLACEMENT : c)
        .forEach(shown::appendCodePoint);
    return length <= SHOWN ? shown.toString() : shown.append('…').toString();
  }
}
