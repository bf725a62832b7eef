package dev.keepsake.write.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;

/// One pattern of what must not be remembered.
///
/// @param hints in lower case; the pattern is tried only on a text that has one of them
/// @param checks of the named groups that the pattern has
record Rule(String name, List<String> hints, Pattern pattern, List<Check> checks) {

  Rule {
    hints = List.copyOf(hints);
    checks = List.copyOf(checks);
  }

  /// @param line `name | hint, hint | pattern`, the pattern in the notation of [RulePattern]
  /// @param flags of [Pattern]
  /// @throws IllegalArgumentException if it is no rule
  static Rule parse(String line, int flags) {
    String[] parts = line.split(" \\| ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("no rule: " + line);
    }
    Pattern pattern = Pattern.compile(RulePattern.expand(parts[2]), flags);
    return new Rule(parts[0], Arrays.asList(parts[1].split(", ")), pattern, Check.in(pattern));
  }

  boolean matches(FoldedText text) {
    if (hints.stream().noneMatch(text.lower()::contains)) {
      return false;
    }
    Matcher matcher = pattern.matcher(text.text());
    boolean found = matcher.find();
    while (found) {
      int doubtful = doubtful(matcher, text.text());
      if (doubtful < 0) {
        return true;
      }
      // not from the end of the match: what was taken for a value may begin a match of its own
      found = matcher.find(doubtful);
    }
    return false;
  }

  /// Where a group begins that is not what the pattern takes it for, or -1.
  private int doubtful(Matcher matcher, String text) {
    for (Check check : checks) {
      int start = matcher.start(check.group());
      if (start >= 0 && !check.holds(text, start, matcher.end(check.group()))) {
        return start;
      }
    }
    return -1;
  }
}
