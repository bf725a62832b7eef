package dev.keepsake.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds in a text what is sensitive, by classes such as `secret`. Thread-safe and pure.
public interface SensitiveClasses {

  /// Every class that can be looked for.
  Set<String> names();

  /// Those whose findings say where they are, so that they can be taken out.
  Set<String> redactable();

  /// @param classes to look for; of no other is anything found
  List<Finding> find(String text, Set<String> classes);

  /// Something that was found.
  ///
  /// @param type its class
  /// @param rule by which it was found
  /// @param span where; empty if that is not known
  record Finding(String type, String rule, Optional<Span> span) {

    /// Class and rule in one word: `secret.github_token`.
    public String name() {
      return type + "." + rule;
    }
  }

  /// A part of a text, in the units of [String#substring].
  ///
  /// @param end after its last character
  record Span(int start, int end) {
    /// @throws IllegalArgumentException if it has no character
    public Span {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("no part of a text: " + start + " to " + end);
      }
    }
  }
}
