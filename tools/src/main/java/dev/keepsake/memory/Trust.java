package dev.keepsake.memory;

/// How far a statement may be relied on. Never rises on its way, but by the confirmation of the
/// user.
public enum Trust implements WireName {
  LOW("low"),
  MEDIUM("medium"),
  HIGH("high");

  private final String wireName;

  Trust(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
