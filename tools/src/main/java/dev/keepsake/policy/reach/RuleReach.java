package dev.keepsake.policy.reach;

import dev.cel.common.CelAbstractSyntaxTree;
import java.util.Optional;

/// A rule as far as its reach goes.
///
/// @param when empty: always
public record RuleReach(Optional<CelAbstractSyntaxTree> when, Kind kind) {

  /// What a rule does with what it matches.
  public enum Kind {
    /// No rule below it sees that any more.
    DECIDES,
    /// The rules below it see another text.
    REDACTS,
    /// A rule below it that does the same does nothing.
    EXPIRES
  }

  /// Whether it leaves nothing of what it matches to `other` below it.
  boolean takesFrom(RuleReach other) {
    return kind == Kind.DECIDES || (kind == Kind.EXPIRES && other.kind == Kind.EXPIRES);
  }
}
