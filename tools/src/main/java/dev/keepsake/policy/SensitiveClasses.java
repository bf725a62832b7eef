package dev.keepsake.policy;

import java.util.List;
import java.util.Set;

/// Finds in a text what is sensitive, by classes such as `secret`. Thread-safe and pure.
public interface SensitiveClasses {

  /// Every class that can be looked for.
  Set<String> names();

  /// @param classes to look for; of no other is anything found
  List<Finding> find(String text, Set<String> classes);

  /// Something that was found.
  ///
  /// @param type its class
  /// @param rule by which it was found
  /// @param start of what would have to be hidden, in the units of [String#substring]
  /// @param end after its last character
  record Finding(String type, String rule, int start, int end) {
    /// @throws IllegalArgumentException if it has no character
    public Finding {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("no part of a text: " + start + " to " + end);
      }
    }

    /// Class and rule in one word: `secret.github_token`.
    public String name() {
      return type + "." + rule;
    }
  }
}
