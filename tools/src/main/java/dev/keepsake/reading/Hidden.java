package dev.keepsake.reading;

import java.nio.charset.StandardCharsets;

/// Brings to light what programs read and people do not: text in tags and in runs of variation
/// selectors, which nobody sees, and text that is stored backwards and shown forwards.
final class Hidden {
  /// Emoji and ideographs have one selector.
  private static final int SELECTORS = 4;

  private static final char BACKWARDS = '\u202E';
  private static final char END = '\u202C';

  private Hidden() {}

  /// `source` itself if nothing is hidden in it.
  static Reading of(Reading source) {
    String text = source.text();
    if (text.codePoints().noneMatch(Hidden::suspect)) {
      return source;
    }
    var shown = new ReadingBuilder(source);
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      if (c == BACKWARDS) {
        next = backwards(text, next, shown);
      } else if (Invisible.selector(c)) {
        next = selectors(text, at, shown);
      } else if (Invisible.tag(c)) {
        next = tags(text, at, shown);
      } else {
        shown.copy(at, next);
      }
      at = next;
    }
    return shown.build();
  }

  private static boolean suspect(int c) {
    return c == BACKWARDS || Invisible.tag(c) || Invisible.selector(c);
  }

  /// @return where the run ends
  private static int backwards(String text, int from, ReadingBuilder shown) {
    int to = from;
    while (to < text.length() && text.charAt(to) != END && text.charAt(to) != '\n') {
      to++;
    }
    for (int at = to; at > from; ) {
      int length = Character.charCount(text.codePointBefore(at));
      shown.copy(at - length, at);
      at -= length;
    }
    return to;
  }

  /// @return where the run ends
  private static int tags(String text, int from, ReadingBuilder shown) {
    int at = from;
    shown.add('\n', from, from + 1);
    while (at < text.length() && Invisible.tag(text.codePointAt(at))) {
      shown.add((char) (text.codePointAt(at) - 0xE0000), at, at + 2);
      at += 2;
    }
    shown.add('\n', at - 1, at);
    return at;
  }

  /// @return where the run ends
  private static int selectors(String text, int from, ReadingBuilder shown) {
    int to = from;
    int count = 0;
    while (to < text.length() && Invisible.selector(text.codePointAt(to))) {
      to += Character.charCount(text.codePointAt(to));
      count++;
    }
    if (count < SELECTORS) {
      shown.copy(from, to);
    } else {
      shown.add(said(text.substring(from, to), count), from, to);
    }
    return to;
  }

  private static String said(String selectors, int count) {
    byte[] bytes = new byte[count];
    int at = 0;
    for (int c : selectors.codePoints().toArray()) {
      bytes[at++] = (byte) (c <= 0xFE0F ? c - 0xFE00 : c - 0xE0100 + 16);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
