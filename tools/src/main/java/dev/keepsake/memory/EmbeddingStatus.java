package dev.keepsake.memory;

/// Where the vector of a memory stands.
public enum EmbeddingStatus implements WireName {
  /// No vector yet: found by its words alone.
  PENDING("pending"),
  /// A worker holds it.
  PROCESSING("processing"),
  COMPLETED("completed"),
  /// Given up after the last try.
  FAILED("failed");

  private final String wireName;

  EmbeddingStatus(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
