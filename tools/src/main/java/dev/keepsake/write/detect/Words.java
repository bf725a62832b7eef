package dev.keepsake.write.detect;

import java.util.List;

/// Looks for the words that say what a number near them is.
///
/// @param words in lower case, without accents
record Words(List<String> words) {
  private static final int BEFORE = 48;
  private static final int AFTER = 24;

  Words {
    words = List.copyOf(words);
  }

  static Words of(String... words) {
    return new Words(List.of(words));
  }

  boolean in(String lower) {
    return words.stream().anyMatch(lower::contains);
  }

  /// Whether one of them stands beside [start, end), not too far and in the same line.
  boolean near(String lower, int start, int end) {
    return before(lower, start) >= 0 || after(lower, end);
  }

  /// Where the last of them ends that stands shortly before `start`, or -1.
  int before(String lower, int start) {
    String far = lower.substring(Math.max(0, start - BEFORE), start);
    String window = far.substring(far.lastIndexOf('\n') + 1);
    int last = -1;
    for (String word : words) {
      int at = lastWhole(window, word);
      last = Math.max(last, at < 0 ? -1 : start - window.length() + at + word.length());
    }
    return last;
  }

  boolean after(String lower, int end) {
    String far = lower.substring(end, Math.min(lower.length(), end + AFTER));
    int line = far.indexOf('\n');
    String window = line < 0 ? far : far.substring(0, line);
    return words.stream().anyMatch(word -> lastWhole(window, word) >= 0);
  }

  private static int lastWhole(String window, String word) {
    int at = window.lastIndexOf(word);
    while (at >= 0 && !whole(window, at, at + word.length())) {
      at = at == 0 ? -1 : window.lastIndexOf(word, at - 1);
    }
    return at;
  }

  private static boolean whole(String window, int start, int end) {
    return (start == 0 || !Character.isLetter(window.charAt(start - 1)))
        && (end == window.length() || !Character.isLetter(window.charAt(end)));
  }
}
