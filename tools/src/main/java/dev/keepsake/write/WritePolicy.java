package dev.keepsake.write;

import dev.keepsake.memory.Statement;

/// The built-in policy. Pure: same arguments, same route.
///
/// Its rules, first match wins:
///
/// 1. `confidence_accept`: confidence at or over [WriteThresholds#auto]: accept
/// 2. `confidence_confirm`: at or over [WriteThresholds#confirm]: ask
/// 3. `confidence_discard`: discard
final class WritePolicy {
  /// Recorded with every event; rises with every change of the rules.
  static final String VERSION = "builtin-1";

  private final WriteThresholds thresholds;

  WritePolicy(WriteThresholds thresholds) {
    this.thresholds = thresholds;
  }

  Route route(Statement statement) {
    if (statement.confidence().atLeast(thresholds.auto())) {
      return new Route.Accept("confidence_accept");
    }
    if (statement.confidence().atLeast(thresholds.confirm())) {
      return new Route.Ask("confidence_confirm");
    }
    return new Route.Discard("confidence_discard");
  }
}
