package dev.keepsake.write.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pattern of what must not be remembered. Thread-safe; the pattern is compiled when it is
/// first needed, since compiling all of them would hold up every start.
final class Rule {
  private final String name;
  private final List<String> hints;
  private final String written;
  private final int flags;

  /// Set once or, by callers that race, several times to the same.
  private volatile @Nullable Compiled compiled;

  /// @param checks of the named groups that the pattern has
  record Compiled(Pattern pattern, List<Check> checks) {}

  private Rule(String name, List<String> hints, String written, int flags) {
    this.name = name;
    this.hints = List.copyOf(hints);
    this.written = written;
    this.flags = flags;
  }

  /// @param line `name | hint, hint | pattern`: the hints in lower case, the pattern in the
  ///   notation of [RulePattern] and tried only on a text that has one of the hints
  /// @param flags of [Pattern]
  /// @throws IllegalArgumentException if it is no rule
  static Rule parse(String line, int flags) {
    String[] parts = line.split(" \\| ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("no rule: " + line);
    }
    return new Rule(parts[0], Arrays.asList(parts[1].split(", ")), parts[2], flags);
  }

  String name() {
    return name;
  }

  List<String> hints() {
    return hints;
  }

  Compiled compiled() {
    Compiled known = compiled;
    if (known == null) {
      var pattern = Pattern.compile(RulePattern.expand(written), flags);
      known = new Compiled(pattern, Check.in(pattern));
      compiled = known;
    }
    return known;
  }

  boolean matches(FoldedText text) {
    if (hints.stream().noneMatch(text.lower()::contains)) {
      return false;
    }
    Compiled rule = compiled();
    Matcher matcher = rule.pattern().matcher(text.text());
    boolean found = matcher.find();
    while (found) {
      int doubtful = doubtful(rule, matcher, text.text());
      if (doubtful < 0) {
        return true;
      }
      // not from the end of the match: what was taken for a value may begin a match of its own
      found = matcher.find(doubtful);
    }
    return false;
  }

  /// Where a group begins that is not what the pattern takes it for, or -1.
  private static int doubtful(Compiled rule, Matcher matcher, String text) {
    for (Check check : rule.checks()) {
      int start = matcher.start(check.group());
      if (start >= 0 && !check.holds(text, start, matcher.end(check.group()))) {
        return start;
      }
    }
    return -1;
  }
}
