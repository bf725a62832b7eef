package dev.keepsake.memory;

/// Where a stored memory stands.
public enum Status implements WireName {
  /// Visible to queries.
  ACTIVE("active"),
  /// Replaced by a newer memory; kept as history.
  SUPERSEDED("superseded"),
  /// Taken out by its user; no tool returns it, it can be restored for a while.
  DELETED("deleted"),
  /// Kept, but out of the way of queries.
  ARCHIVED("archived");

  private final String wireName;

  Status(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
