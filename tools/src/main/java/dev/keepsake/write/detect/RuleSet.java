package dev.keepsake.write.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Rules of one detector, in the order in which they are asked.
record RuleSet(List<Rule> rules) {
  private static final String COMMENT = "#";

  RuleSet {
    rules = List.copyOf(rules);
  }

  /// Reads a file of this package; what a line means is said at its top.
  ///
  /// @param flags of `com.google.re2j.Pattern`
  static RuleSet shipped(String file, int flags) {
    try (InputStream in = RuleSet.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new RuleSet(
          lines
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
              .map(line -> Rule.parse(line, flags))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The name of the first rule that `text` falls under.
  Optional<String> find(FoldedText text) {
    return rules.stream().filter(rule -> rule.matches(text)).map(Rule::name).findFirst();
  }
}
