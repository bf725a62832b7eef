package dev.keepsake.policy;

import dev.keepsake.memory.WireName;

/// What a rule decides.
public enum Outcome implements WireName {
  /// It may be stored.
  ACCEPT("accept"),
  /// Its user is asked first.
  CONFIRM("confirm"),
  /// It is not worth keeping.
  DISCARD("discard"),
  /// It must not be stored, whoever confirms it.
  REJECT("reject");

  private final String wireName;

  Outcome(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
