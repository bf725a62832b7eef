package dev.keepsake.memory;

/// What the server knows about where a statement came from; never taken from the payload.
public enum Provenance implements WireName {
  /// Stated by the user in person.
  USER("user"),
  /// Inferred by a model.
  MODEL("model"),
  /// Taken from the output of a tool.
  TOOL("tool"),
  IMPORT("import"),
  CONSOLIDATION("consolidation");

  private final String wireName;

  Provenance(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
