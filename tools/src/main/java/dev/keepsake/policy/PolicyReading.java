package dev.keepsake.policy;

import java.util.List;

/// What comes of a file.
public sealed interface PolicyReading {
  record Good(Policy policy) implements PolicyReading {}

  /// @param problems all of them, in the order of their lines
  record Broken(List<PolicyProblem> problems) implements PolicyReading {
    public Broken {
      problems = List.copyOf(problems);
    }
  }
}
