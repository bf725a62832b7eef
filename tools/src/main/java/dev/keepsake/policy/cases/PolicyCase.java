package dev.keepsake.policy.cases;

import dev.keepsake.memory.WireName;
import dev.keepsake.policy.Outcome;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.PolicyDecision.Expiry;
import dev.keepsake.policy.WriteFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A write and what a policy must say of it.
///
/// @param line of the file on which it begins
public record PolicyCase(String name, int line, WriteFacts facts, Expected expected) {

  /// What is not named may be anything.
  ///
  /// @param content what must remain of the text
  /// @param expireAfter the time that the memory must be given
  public record Expected(
      Optional<Outcome> outcome,
      Optional<String> rule,
      Optional<String> content,
      Optional<Duration> expireAfter) {}

  /// In what the decision is another, a clause each; empty if it is as expected.
  public List<String> differences(Policy policy) {
    PolicyDecision decision = policy.decide(facts);
    var differences = new ArrayList<String>();
    differ(
        differences,
        "outcome",
        expected.outcome().map(WireName::wireName),
        decision.outcome().wireName());
    differ(differences, "rule", expected.rule(), decision.rule());
    differ(differences, "content", expected.content(), decision.content().text());
    differ(
        differences,
        "expire_after",
        expected.expireAfter().map(Duration::toString),
        decision.expiry().map(Expiry::after).map(Duration::toString).orElse("none"));
    return differences;
  }

  private static void differ(
      List<String> differences, String what, Optional<String> wanted, String is) {
    wanted
        .filter(value -> !value.equals(is))
        .ifPresent(value -> differences.add("%s is %s, expected %s".formatted(what, is, value)));
  }
}
