package dev.keepsake.write.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.keepsake.reading.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pattern of what a detector looks for. Thread-safe; the pattern is compiled when it is first
/// needed, since compiling all of them would hold up every start.
final class Rule {
  private static final List<String> UNBOUNDED = List.of(" ~", "\\w+", "\\w*");

  private final String name;
  private final List<List<String>> hints;
  private final String written;
  private final int flags;
  private final Extent extent;

  /// Whether no match has words of any length in it.
  private final boolean bounded;

  /// Set once or, by callers that race, several times to the same.
  private volatile @Nullable Compiled compiled;

  /// @param checks of the named groups that the pattern has
  record Compiled(Pattern pattern, List<Check> checks) {}

  private Rule(String name, List<List<String>> hints, String written, int flags, Extent extent) {
    this.name = name;
    this.hints = List.copyOf(hints);
    this.written = written;
    this.flags = flags;
    this.extent = extent;
    this.bounded = UNBOUNDED.stream().noneMatch(written::contains);
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
      known = new Compiled(pattern, Check.in(pattern));
      compiled = known;
    }
    return known;
  }

  boolean matches(Reading reading) {
    return stretches(reading).stream()
        .map(stretch -> reading.text().substring(stretch.from(), stretch.to()))
        .anyMatch(text -> next(compiled().pattern().matcher(text), text, 0));
  }

  /// Every match, one behind the other.
  List<Hit> find(Reading reading) {
    var hits = new ArrayList<Hit>();
    int after = 0;
    for (Stretch stretch : stretches(reading)) {
      String text = reading.text().substring(stretch.from(), stretch.to());
      Matcher matcher = compiled().pattern().matcher(text);
      int at = Math.max(0, after - stretch.from());
      while (at < text.length() && next(matcher, text, at)) {
        Hit hit = extent.of(this, new Match(matcher, stretch.from()), reading.text(), after);
        hits.add(hit);
        after = hit.end();
        at = after - stretch.from();
      }
    }
    return hits;
  }

  private List<Stretch> stretches(Reading reading) {
    String lower = reading.lower();
    if (!hints.stream().allMatch(list -> list.stream().anyMatch(lower::contains))) {
      return List.of();
    }
    return bounded
        ? extent.stretches(lower, hints.getFirst())
        : List.of(new Stretch(0, lower.length()));
  }

  private boolean next(Matcher matcher, String text, int from) {
    boolean found = matcher.find(from);
    while (found) {
      int doubtful = doubtful(compiled(), matcher, text);
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
