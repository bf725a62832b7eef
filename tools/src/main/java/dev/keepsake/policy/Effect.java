package dev.keepsake.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a rule does to a write that it matches.
public sealed interface Effect {

  /// Ends the search.
  ///
  /// @param reason shown to the caller; completes the sentence "Not stored:"
  record Decide(Outcome outcome, Optional<String> reason) implements Effect {}

  /// Takes what belongs to these classes out of the text; the rules below see the new text.
  record Redact(List<String> classes) implements Effect {
    public Redact {
      classes = List.copyOf(classes);
    }
  }

  /// Gives the memory a time; the first such rule counts.
  record ExpireAfter(Duration time) implements Effect {}
}
