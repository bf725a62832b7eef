package dev.keepsake.tool;

import dev.keepsake.memory.WireName;

/// What a caller may do.
public enum Right implements WireName {
  READ("memory:read"),
  WRITE("memory:write"),
  ADMIN("memory:admin"),
  /// May name another user than itself.
  ACT_AS("memory:act-as");

  private final String wireName;

  Right(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
