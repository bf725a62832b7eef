package dev.keepsake.write;

import dev.keepsake.memory.WireName;

/// What became of a save: the word that the caller is answered with. No other appears within this
/// version.
public enum SaveAction implements WireName {
  CREATED("created"),
  /// Accepted durably; the decision follows.
  QUEUED("queued"),
  DUPLICATE_SKIPPED("duplicate_skipped"),
  CONFIRM_NEEDED("confirm_needed"),
  DISCARDED("discarded"),
  RATE_LIMITED("rate_limited"),
  /// A policy forbids it.
  REJECTED("rejected"),
  FAILED("failed");

  private final String wireName;

  SaveAction(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// Whether the caller got what it may have asked for: false means that it should not count on the
  /// statement being kept.
  boolean success() {
    return switch (this) {
      case CREATED, QUEUED, DUPLICATE_SKIPPED, CONFIRM_NEEDED, DISCARDED -> true;
      case RATE_LIMITED, REJECTED, FAILED -> false;
    };
  }
}
