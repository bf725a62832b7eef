package dev.keepsake.policy;

import java.nio.file.Path;

/// Where a policy is looked for.
///
/// @param required whether it must be there; else the one that is shipped decides while it is not
public record PolicyPlace(Path file, boolean required) {

  /// Where it is looked for if nothing else is set.
  ///
  /// @param home the data folder
  public static PolicyPlace in(Path home) {
    return new PolicyPlace(home.resolve("policy.yaml"), false);
  }
}
