package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One pattern of what a detector looks for. Thread-safe; the pattern is compiled when it is first
/// needed, since compiling all of them would hold up every start.
final class Rule {
  private final String name;
  private final List<List<String>> hints;
  private final String written;
  private final int flags;
  private final Extent extent;

  /// Set once or, by callers that race, several times to the same.
  private volatile @Nullable Compiled compiled;

  /// @param checks of the named groups that the pattern has
  record Compiled(Pattern pattern, Beginnings beginnings, List<Check> checks) {}

  private Rule(String name, List<List<String>> hints, String written, int flags, Extent extent) {
    this.name = name;
    this.hints = List.copyOf(hints);
    this.written = written;
    this.flags = flags;
    this.extent = extent;
  }

  /// @param line `name | hint, hint & hint | pattern`: the hints in lower case, the pattern in the
  ///   notation of [RulePattern] and tried only on a text that has a hint of every list
  /// @param flags of [Pattern]
  /// @throws IllegalArgumentException if it is no rule
  static Rule parse(String line, int flags, Extent extent) {
    String[] parts = line.split(" \\| ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("no rule: " + line);
    }
    List<List<String>> hints =
        Arrays.stream(parts[1].split(" & ")).map(list -> List.of(list.split(", "))).toList();
    return new Rule(parts[0], hints, parts[2], flags, extent);
  }

  String name() {
    return name;
  }

  List<String> hints() {
    return hints.stream().flatMap(List::stream).toList();
  }

  Compiled compiled() {
    Compiled known = compiled;
    if (known == null) {
      var pattern = Pattern.compile(RulePattern.expand(written), flags);
      known = new Compiled(pattern, new Beginnings(pattern), Check.in(pattern));
      compiled = known;
    }
    return known;
  }

  boolean matches(Reading reading) {
    return hinted(reading.lower()) && next(matcher(reading.text()), reading.text(), 0);
  }

  /// Every match, one behind the other.
  List<Hit> find(Reading reading) {
    if (!hinted(reading.lower())) {
      return List.of();
    }
    var hits = new ArrayList<Hit>();
    String text = reading.text();
    Matcher matcher = matcher(text);
    int after = 0;
    while (next(matcher, text, after)) {
      Hit hit = extent.of(this, matcher, text, after);
      hits.add(hit);
      after = hit.end();
    }
    return hits;
  }

  private boolean hinted(String lower) {
    for (List<String> list : hints) {
      if (list.stream().noneMatch(lower::contains)) {
        return false;
      }
    }
    return true;
  }

  /// One that sees what stands around the region it looks at.
  private Matcher matcher(String text) {
    return compiled().pattern().matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
  }

  private boolean next(Matcher matcher, String text, int from) {
    Beginnings beginnings = compiled().beginnings();
    int at = beginnings.next(text, from);
    while (at >= 0) {
      int doubtful = at;
      if (matcher.region(at, text.length()).lookingAt()) {
        doubtful = doubtful(compiled(), matcher, text);
        if (doubtful < 0) {
          return true;
        }
      }
      // not from the end of the match: what was taken for a value may begin a match of its own
      at = beginnings.next(text, Math.max(at + 1, doubtful));
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
