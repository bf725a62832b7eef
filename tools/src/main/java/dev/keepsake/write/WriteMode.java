package dev.keepsake.write;

import dev.keepsake.memory.WireName;

/// When a caller is answered.
public enum WriteMode implements WireName {
  /// As fits the model: queued where it is reached over a network, inline where it is not.
  AUTO("auto"),
  /// Once the write is decided.
  INLINE("inline"),
  /// Once it is accepted for certain; a worker decides it.
  QUEUED("queued");

  private final String wireName;

  WriteMode(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// Inline or queued, for a model that is reached over a network or not.
  public WriteMode resolved(boolean remoteModel) {
    return switch (this) {
      case AUTO -> remoteModel ? QUEUED : INLINE;
      case INLINE, QUEUED -> this;
    };
  }
}
