package dev.keepsake.reading;

/// Characters that no reader sees, though they are there.
final class Invisible {
  private Invisible() {}

  static boolean is(int c) {
    if (c < 0x80) {
      return Character.isISOControl(c) && !Character.isWhitespace(c);
    }
    return switch (Character.getType(c)) {
      case Character.FORMAT -> !drawn(c);
      case Character.CONTROL -> c != 0x85;
      default -> selector(c) || filler(c) || ignorable(c);
    };
  }

  /// Numbers 1 to 256 of the variation selectors.
  static boolean selector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /// A character of the block of tags, each of which stands for one of ASCII.
  static boolean tag(int c) {
    return c >= 0xE0020 && c <= 0xE007E;
  }

  private static boolean filler(int c) {
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
  }

  /// Unassigned, Mongolian selectors, Khmer vowels that are never drawn, the grapheme joiner.
  private static boolean ignorable(int c) {
    return c == 0x34F
        || c == 0x2065
        || c == 0x17B4
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0xFFF0 && c <= 0xFFF8)
        || (c >= 0xE0000 && c <= 0xE0FFF);
  }

  /// Arabic, Syriac and Kaithi signs that go with numbers, and are of the same category.
  private static boolean drawn(int c) {
    return (c >= 0x600 && c <= 0x605)
        || c == 0x6DD
        || c == 0x70F
        || c == 0x890
        || c == 0x891
        || c == 0x8E2
        || c == 0x110BD
        || c == 0x110CD;
  }
}
