package dev.keepsake.memory;

/// Where a write stands that was accepted before it was decided.
public enum QueuedState implements WireName {
  /// It is kept for certain, and waits for its decision.
  ACCEPTED("accepted"),
  /// It was decided, or taken back.
  FINISHED("finished");

  private final String wireName;

  QueuedState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
