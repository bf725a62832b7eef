package dev.keepsake.store;

import dev.keepsake.memory.WireName;

/// What a space is for at the moment.
public enum SpaceState implements WireName {
  /// It is searched, and what is written gets its vector there. One space is.
  ACTIVE("active"),
  /// It is to be searched once every memory has its vector there.
  FILLING("filling"),
  /// It was searched before.
  RETIRED("retired");

  private final String wireName;

  SpaceState(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
