package dev.keepsake.policy;

import dev.keepsake.memory.Content;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a policy says of a write, with the facts that justify it.
///
/// @param rule that decided; [Policy#ERROR] where one could not be asked
/// @param version of the policy
/// @param reason of the rule, in its own words
/// @param content what remains of the text
/// @param redactions what was taken out of it
/// @param expiry if the memory is given a time
/// @param detected what the deciding rule had looked for and was found, as `secret.github_token`
/// @param sensitive of what is not stored: whether anything that the policy looks for is in it, so
///   that it must not be kept elsewhere either
/// @param failure why a rule could not be asked
public record PolicyDecision(
    Outcome outcome,
    String rule,
    String version,
    Optional<String> reason,
    Content content,
    List<Redaction> redactions,
    Optional<Expiry> expiry,
    List<String> detected,
    boolean sensitive,
    Optional<Failure> failure) {
  public PolicyDecision {
    redactions = List.copyOf(redactions);
    detected = List.copyOf(detected);
  }

  /// @param classes of what was taken out, each once
  public record Redaction(String rule, List<String> classes) {
    public Redaction {
      classes = List.copyOf(classes);
    }
  }

  /// @param after so long after it is stored
  public record Expiry(String rule, Duration after) {}

  /// @param rule that could not be asked
  public record Failure(String rule, String reason) {}
}
