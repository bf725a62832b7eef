package dev.keepsake.write;

import dev.keepsake.write.detect.Detection;

/// Where a proposal goes by what it says and by its confidence, before anything else is looked at.
/// Each carries the rule that says so.
sealed interface Route {
  String rule();

  /// It must not be stored, whoever confirms it.
  record Reject(String rule, Detection found) implements Route {}

  /// It may be stored.
  record Accept(String rule) implements Route {}

  /// Its user must be asked first.
  record Ask(String rule) implements Route {}

  /// It is not worth keeping.
  record Discard(String rule) implements Route {}
}
