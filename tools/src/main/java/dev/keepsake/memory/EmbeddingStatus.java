package dev.keepsake.memory;

/// Where the vector of a memory stands.
public enum EmbeddingStatus implements WireName {
  /// No vector yet: found by its words alone.
  PENDING("pending"),
  /// A worker holds it.
  PROCESSING("processing"),
  COMPLETED("completed"),
  /// Tried in vain too often. For a while it is tried again, every few hours.
  FAILED("failed");

  private final String wireName;

  EmbeddingStatus(String wireName) {
    this.wireName = wireName;
  }

  /// Whether the vector is still to come.
  public boolean awaited() {
    return this == PENDING || this == PROCESSING;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
