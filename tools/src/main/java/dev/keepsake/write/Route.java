package dev.keepsake.write;

import java.util.List;
import java.util.Optional;

/// Where a proposal goes by the policy, before anything else is looked at. Each carries the rule
/// that says so, and the rule's reason where that is told.
sealed interface Route {
  String rule();

  /// It must not be stored, whoever confirms it.
  ///
  /// @param detected what was found in it, as `secret.github_token`
  record Reject(String rule, Optional<String> reason, List<String> detected) implements Route {
    public Reject {
      detected = List.copyOf(detected);
    }
  }

  /// It may be stored.
  record Accept(String rule) implements Route {}

  /// Its user must be asked first.
  record Ask(String rule, Optional<String> reason) implements Route {}

  /// It is not worth keeping.
  record Discard(String rule, Optional<String> reason) implements Route {}
}
