package dev.keepsake.memory;

/// What kind of statement a memory is. Agents may use the first five.
public enum MemoryType implements WireName {
  FACT("fact"),
  PREFERENCE("preference"),
  DECISION("decision"),
  NOTE("note"),
  EPISODE("episode"),
  IDENTITY("identity"),
  TASK("task"),
  MEETING("meeting"),
  INSIGHT("insight"),
  CONTACT("contact"),
  FILE("file"),
  PROJECT("project"),
  CUSTOM("custom");

  private final String wireName;

  MemoryType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
