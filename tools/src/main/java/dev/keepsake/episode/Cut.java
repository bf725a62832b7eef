package dev.keepsake.episode;

/// Texts that are too long for where they go.
final class Cut {
  private static final String MORE = " ...";

  private Cut() {}

  /// `text`, or as many whole words of its beginning as fit with a mark that there was more.
  ///
  /// @param most UTF-16 units
  static String to(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int room = most - MORE.length();
    int space = text.lastIndexOf(' ', room);
    int end = space > room / 2 ? space : room;
    boolean inPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, inPair ? end - 1 : end) + MORE;
  }
}
