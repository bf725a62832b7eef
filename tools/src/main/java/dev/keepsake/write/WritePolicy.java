package dev.keepsake.write;

import dev.keepsake.memory.Statement;
import dev.keepsake.write.detect.Detection;
import dev.keepsake.write.detect.Detectors;
import java.util.Optional;

/// The built-in policy. Pure: same arguments, same route.
///
/// Its rules, first match wins:
///
/// 1. `secret_detected`: the text holds a credential or a key: reject
/// 2. `injection_detected`: it holds an instruction aimed at a model: reject
/// 3. `confirmed`: somebody has confirmed it: accept
/// 4. `confidence_accept`: confidence at or over [WriteThresholds#auto]: accept
/// 5. `confidence_confirm`: at or over [WriteThresholds#confirm]: ask
/// 6. `confidence_discard`: discard
final class WritePolicy {
  /// Recorded with every event; rises with every change of the rules, those of the detectors
  /// included.
  static final String VERSION = "builtin-2";

  private final Detectors detectors = new Detectors();
  private final WriteThresholds thresholds;

  WritePolicy(WriteThresholds thresholds) {
    this.thresholds = thresholds;
  }

  Route route(Proposal proposal) {
    Optional<Detection> found = detectors.find(proposal.content().text());
    if (found.isPresent()) {
      return new Route.Reject(rule(found.get()), found.get());
    }
    return proposal.confirmation().isPresent()
        ? new Route.Accept("confirmed")
        : byConfidence(proposal.statement());
  }

  private static String rule(Detection found) {
    return found.kind().wireName() + "_detected";
  }

  private Route byConfidence(Statement statement) {
    if (statement.confidence().atLeast(thresholds.auto())) {
      return new Route.Accept("confidence_accept");
    }
    if (statement.confidence().atLeast(thresholds.confirm())) {
      return new Route.Ask("confidence_confirm");
    }
    return new Route.Discard("confidence_discard");
  }
}
