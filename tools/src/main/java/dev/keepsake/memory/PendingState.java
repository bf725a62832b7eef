package dev.keepsake.memory;

/// What became of a write that waited for confirmation.
public enum PendingState implements WireName {
  /// It still waits.
  OPEN("open"),
  ACCEPTED("accepted"),
  DECLINED("declined"),
  /// Nobody answered in time.
  EXPIRED("expired");

  private final String wireName;

  PendingState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
