package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Rules of one detector, in the order in which they are asked.
record RuleSet(List<Rule> rules) implements Detector {
  private static final String COMMENT = "#";

  RuleSet {
    rules = List.copyOf(rules);
  }

  /// Reads a file of this package; what a line means is said at its top.
  ///
  /// @param flags of [java.util.regex.Pattern]
  static RuleSet shipped(String file, int flags, Extent extent) {
    return new RuleSet(lines(file).stream().map(line -> Rule.parse(line, flags, extent)).toList());
  }

  /// The lines of a file of this package that are neither blank nor comments.
  static List<String> lines(String file) {
    try (InputStream in = RuleSet.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The name of the first rule that the text falls under.
  @Override
  public Optional<String> first(Reading reading) {
    return rules.stream().filter(rule -> rule.matches(reading)).map(Rule::name).findFirst();
  }

  @Override
  public List<Hit> find(Reading reading) {
    return rules.stream().flatMap(rule -> rule.find(reading).stream()).toList();
  }
}
