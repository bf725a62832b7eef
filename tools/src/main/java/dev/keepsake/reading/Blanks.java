package dev.keepsake.reading;

/// White space between words: one character of it says as much as many.
final class Blanks {
  private Blanks() {}

  static boolean several(String text) {
    for (int at = 1; at < text.length(); at++) {
      if (Character.isWhitespace(text.charAt(at)) && Character.isWhitespace(text.charAt(at - 1))) {
        return true;
      }
    }
    return false;
  }

  /// With a line break for every white space that has one, and a blank for every other of several.
  static Reading single(Reading reading) {
    String text = reading.text();
    if (!several(text)) {
      return reading;
    }
    var single = new ReadingBuilder(reading);
    for (int at = 0; at < text.length(); ) {
      int end = at;
      while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      if (end > at + 1) {
        single.add(text.substring(at, end).indexOf('\n') < 0 ? ' ' : '\n', at, end);
      } else {
        end = at + 1;
        single.copy(at, end);
      }
      at = end;
    }
    return single.build();
  }
}
