package dev.keepsake.store;

/// What a look at a store found that changed nothing.
public sealed interface StoreCheck {

  /// Whole, of this program's version, and free to be written.
  record Sound(int version, Figures.All figures) implements StoreCheck {}

  /// Not to be used as it is.
  ///
  /// @param reason sentences that say what is wrong and what to do
  record Unsound(String reason) implements StoreCheck {}
}
