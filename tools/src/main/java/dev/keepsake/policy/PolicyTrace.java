package dev.keepsake.policy;

import java.util.List;

/// How a decision came about, rule by rule.
///
/// @param found everything that was found in the text as it came, as `secret.github_token`
public record PolicyTrace(PolicyDecision decision, List<Step> steps, List<String> found) {
  public PolicyTrace {
    steps = List.copyOf(steps);
    found = List.copyOf(found);
  }

  public record Step(PolicyRule rule, Course course) {}

  /// What became of a rule.
  public enum Course {
    MATCHED("matched"),
    NOT_MATCHED("not matched"),
    /// Its condition could not be told.
    FAILED("failed"),
    /// An earlier rule had decided.
    NOT_REACHED("not reached");

    private final String word;

    Course(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
