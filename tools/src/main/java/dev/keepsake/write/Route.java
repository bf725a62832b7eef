package dev.keepsake.write;

/// Where a proposal goes by its confidence, before anything else is looked at. Each carries the
/// rule that says so.
sealed interface Route {
  String rule();

  /// It may be stored.
  record Accept(String rule) implements Route {}

  /// Its user must be asked first.
  record Ask(String rule) implements Route {}

  /// It is not worth keeping.
  record Discard(String rule) implements Route {}
}
