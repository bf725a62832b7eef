package dev.keepsake.write.detect;

/// The notation of patterns in the files of rules: Java's, in which outside of brackets a space is
/// a white space (a reading has no two of them in a row), ` ?` one or none, ` ~3 ` up to three
/// words of the same sentence between, `\b` a border of a word of ASCII, and `$` the end of the
/// text.
final class RulePattern {
  /// Java's own takes a mark that combines with the letter before it for a part of the word.
  static final String BORDER = "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))";

  private static final String BETWEEN_WORDS = "[^\\w.!?]++";

  private RulePattern() {}

  static String expand(String written) {
    var pattern = new StringBuilder(written.length() * 2);
    boolean bracket = false;
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at);
      if (c == '\\') {
        String escape = written.substring(at, at + 2);
        pattern.append(escape.equals("\\b") ? BORDER : escape);
        at += 2;
      } else if (c == ' ' && !bracket) {
        at += space(written, at, pattern);
      } else if (c == '$' && !bracket) {
        pattern.append("\\z");
        at++;
      } else {
        bracket = bracket ? c != ']' : c == '[';
        pattern.append(c);
        at++;
      }
    }
    return pattern.toString();
  }

  /// @return how many characters of `written` were read
  private static int space(String written, int at, StringBuilder pattern) {
    if (written.startsWith(" ~", at)) {
      char most = written.charAt(at + 2);
      pattern.append("(?:" + BETWEEN_WORDS + "\\w++){0," + most + "}?").append(BETWEEN_WORDS);
      return " ~n ".length();
    }
    if (written.startsWith(" ?", at)) {
      pattern.append("\\s?");
      return " ?".length();
    }
    pattern.append("\\s");
    return 1;
  }
}
