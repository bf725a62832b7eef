package dev.keepsake.write.detect;

import java.util.List;
import java.util.regex.MatchResult;

/// How much of a text is to be hidden where a pattern matches.
enum Extent {
  /// From the value that the pattern names to the end of its word; of a private key, to the end of
  /// the key.
  VALUE {
    @Override
    Hit of(Rule rule, MatchResult match, String text, int after) {
      int start = match.start();
      for (Check check : rule.compiled().checks()) {
        if (check.isWhole() && match.start(check.group()) >= 0) {
          start = match.start(check.group());
        }
      }
      return new Hit(rule.name(), start, valueEnd(rule, match.end(), text));
    }
  },
  /// The sentence.
  SENTENCE {
    @Override
    Hit of(Rule rule, MatchResult match, String text, int after) {
      int start = match.start();
      while (start > after && !ends(text, start - 1)) {
        start--;
      }
      while (start < match.start() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      int end = match.end();
      while (end < text.length() && !ends(text, end - 1)) {
        end++;
      }
      return new Hit(rule.name(), start, end);
    }
  };

  private static final String KEY_END = "-----END";
  private static final List<String> TO_THE_LINE = List.of("seed_phrase");
  private static final List<String> TO_THE_END = List.of("private_key");

  /// @param after the end of the last hit of the rule
  abstract Hit of(Rule rule, MatchResult match, String text, int after);

  private static int valueEnd(Rule rule, int from, String text) {
    int end = from;
    if (TO_THE_END.contains(rule.name())) {
      int marked = text.indexOf(KEY_END, from);
      if (marked < 0) {
        return text.length();
      }
      int dashes = text.indexOf("-----", marked + KEY_END.length());
      return dashes < 0 ? text.length() : dashes + "-----".length();
    }
    boolean line = TO_THE_LINE.contains(rule.name());
    while (end < text.length()
        && (line ? text.charAt(end) != '\n' : !Character.isWhitespace(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  /// Whether a sentence ends with the character at `at`.
  private static boolean ends(String text, int at) {
    char c = text.charAt(at);
    boolean last = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
    return c == '\n' || (last && ".!?".indexOf(c) >= 0);
  }
}
