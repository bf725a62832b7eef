package dev.keepsake.extract;

import dev.keepsake.memory.WireName;

/// Who says a message.
public enum Role implements WireName {
  USER("user"),
  ASSISTANT("assistant"),
  SYSTEM("system"),
  TOOL("tool");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
