package dev.keepsake.write;

import dev.keepsake.write.WriteDecision.RateLimited;

/// Whether the limits allow a write, as far as it is known before its decision.
sealed interface Allowance {

  /// It is counted in the store, under the user's lock.
  record InStore() implements Allowance {}

  /// It has its place, or is given one before it is stored.
  record Granted() implements Allowance {}

  /// The counter outside the store has none left.
  record Refused(RateLimited decision) implements Allowance {}
}
