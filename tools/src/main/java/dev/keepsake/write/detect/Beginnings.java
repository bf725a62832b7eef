package dev.keepsake.write.detect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pairs of characters with which a match of a pattern can begin, so that the pattern is tried
/// where a match can be and not everywhere. Thread-safe.
///
/// They are learned from the pattern itself: what fails before the end of a pair fails whatever
/// follows. A pair is tried when a text first has it, at the beginning of a line and behind a word;
/// so a pattern may ask for a boundary or a beginning before it, but for no character.
final class Beginnings {
  /// Stands for every character that is not of ASCII.
  private static final int OTHER = 0x80;

  private static final int END = OTHER + 1;
  private static final int KINDS = END + 1;
  private static final char ANY_OTHER = '\u00E9';
  private static final String WORD = "a";

  private static final byte UNTRIED = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;

  private final Pattern pattern;

  /// Whether the pattern has characters that are not of ASCII.
  private final boolean foreign;

  /// By pair. Callers that race try the same pair and write the same.
  private final byte[] tried = new byte[KINDS * KINDS];

  Beginnings(Pattern pattern) {
    this.pattern = pattern;
    this.foreign = pattern.pattern().chars().anyMatch(c -> c >= OTHER);
  }

  /// Where a match can begin next, or -1.
  int next(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      int second = at + 1 < text.length() ? kind(text.charAt(at + 1)) : END;
      if (begins(kind(text.charAt(at)), second)) {
        return at;
      }
    }
    return -1;
  }

  private boolean begins(int first, int second) {
    int pair = first * KINDS + second;
    byte known = tried[pair];
    if (known == UNTRIED) {
      String text = start(first, second);
      known = begins(text, 0) || begins(WORD + text, WORD.length()) ? YES : NO;
      tried[pair] = known;
    }
    return known == YES;
  }

  private boolean begins(String text, int from) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    return matcher.region(from, text.length()).lookingAt() || matcher.hitEnd();
  }

  /// As much of a pair as is the same for all characters of its kinds.
  private String start(int... kinds) {
    var text = new StringBuilder();
    for (int kind : kinds) {
      if (kind == END || (kind == OTHER && foreign)) {
        break;
      }
      text.append(kind == OTHER ? ANY_OTHER : (char) kind);
    }
    return text.toString();
  }

  private static int kind(char c) {
    return Math.min(c, OTHER);
  }
}
