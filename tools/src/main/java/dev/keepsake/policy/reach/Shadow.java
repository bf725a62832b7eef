package dev.keepsake.policy.reach;

import java.util.function.IntFunction;

/// Why a rule can never match.
public sealed interface Shadow {
  /// Its own condition never holds.
  record Itself() implements Shadow {}

  /// @param rule that takes all of it alone
  record Under(int rule) implements Shadow {}

  /// Several rules above it together take all of it.
  record UnderAll() implements Shadow {}

  /// @param name of a rule
  default String told(IntFunction<String> name) {
    return switch (this) {
      case Itself() -> "the rule can never match: its condition never holds";
      case Under(int rule) ->
          "the rule can never match: %s, above it, takes everything that it would"
              .formatted(name.apply(rule));
      case UnderAll() ->
          "the rule can never match: the rules above it together take everything that it would";
    };
  }
}
