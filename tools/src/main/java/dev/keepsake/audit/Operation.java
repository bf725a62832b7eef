package dev.keepsake.audit;

import dev.keepsake.memory.WireName;

/// What an event did to a memory, or that it did nothing.
public enum Operation implements WireName {
  CREATE("create"),
  SUPERSEDE("supersede"),
  UPDATE("update"),
  DELETE("delete"),
  RESTORE("restore"),
  ARCHIVE("archive"),
  EXPIRE("expire"),
  /// A write waits for confirmation, or was answered.
  CONFIRM("confirm"),
  /// A write that stored nothing.
  REFUSE("refuse"),
  PURGE("purge"),
  ERASE("erase"),
  READ("read");

  private final String wireName;

  Operation(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
