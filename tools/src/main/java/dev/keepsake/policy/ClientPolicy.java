package dev.keepsake.policy;

import java.time.Instant;
import java.util.Optional;

/// What is known of the policy of one client.
///
/// @param looked when its text was looked at last
/// @param text of its own, as it is stored; empty if it has none
/// @param decides what its writes are decided by
/// @param problem why `text` is not in force, if that is so
record ClientPolicy(
    Instant looked, Optional<String> text, Decides decides, Optional<String> problem) {

  sealed interface Decides {
    /// That of the installation.
    record Installation() implements Decides {}

    /// The client's own: that of the text, or the one before it.
    record Own(Policy policy) implements Decides {}

    /// There is one of its own, which can't be used.
    ///
    /// @param version that stands for it
    record Nothing(String version) implements Decides {}
  }

  static ClientPolicy none(Instant looked) {
    return new ClientPolicy(looked, Optional.empty(), new Decides.Installation(), Optional.empty());
  }

  static ClientPolicy own(Instant looked, String text, Policy policy) {
    return new ClientPolicy(looked, Optional.of(text), new Decides.Own(policy), Optional.empty());
  }

  ClientPolicy looked(Instant again) {
    return new ClientPolicy(again, text, decides, problem);
  }
}
