package dev.keepsake.write.detect;

import com.google.re2j.Pattern;
import java.util.Optional;

/// The detectors that are on by default. Immutable, and so thread-safe; the work grows linearly
/// with the text, whatever the text.
public final class Detectors {
  private final RuleSet secrets = RuleSet.shipped("secret.rules", 0);
  private final RuleSet injections = RuleSet.shipped("injection.rules", Pattern.CASE_INSENSITIVE);

  /// The first thing found in `text`; a secret goes before an instruction.
  public Optional<Detection> find(String text) {
    var folded = FoldedText.of(text);
    return secrets
        .find(folded)
        .map(rule -> new Detection(Detection.Kind.SECRET, rule))
        .or(() ->
            injections.find(folded).map(rule -> new Detection(Detection.Kind.INJECTION, rule)));
  }
}
