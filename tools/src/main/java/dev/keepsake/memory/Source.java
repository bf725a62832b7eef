package dev.keepsake.memory;

/// What the caller says about where a statement came from.
public enum Source implements WireName {
  MANUAL("manual"),
  CHAT("chat"),
  FILE("file"),
  INTEGRATION("integration"),
  AI_EXTRACTED("ai_extracted"),
  CONSOLIDATION("consolidation"),
  MIGRATION("migration"),
  PROJECT("project");

  private final String wireName;

  Source(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
