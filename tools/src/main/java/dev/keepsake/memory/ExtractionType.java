package dev.keepsake.memory;

/// By which way a write came in.
public enum ExtractionType implements WireName {
  TOOL("tool"),
  PROXY("proxy"),
  LOCAL_RULES("local_rules"),
  MODEL("model"),
  REST("rest"),
  IMPORT("import"),
  JOB("job");

  private final String wireName;

  ExtractionType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
