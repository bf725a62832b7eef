package dev.keepsake.write;

/// One difference between two statements.
///
/// @param effect what it means by itself, were it the only one
record Finding(Difference difference, Effect effect, String stored, String proposed) {

  /// What a difference means by itself.
  enum Effect {
    /// Both cannot hold.
    CONTRADICTS,
    /// The statements are about different things.
    SOMETHING_ELSE,
    /// One only says more.
    ADDS
  }

  boolean contradicts() {
    return effect == Effect.CONTRADICTS;
  }

  boolean isAboutSomethingElse() {
    return effect == Effect.SOMETHING_ELSE;
  }

  Verdict verdict(boolean contradiction) {
    return new Verdict.Differs(difference, contradiction, stored, proposed);
  }
}
