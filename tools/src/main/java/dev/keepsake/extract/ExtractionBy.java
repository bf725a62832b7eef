package dev.keepsake.extract;

import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Entry;

/// Who says what of a conversation is to be remembered.
public enum ExtractionBy implements WireName {
  /// The rules in this process, without a network.
  LOCAL_RULES("local_rules", Entry.LOCAL_RULES),
  /// The language model that is set; where it fails, the rules.
  MODEL("model", Entry.MODEL);

  private final String wireName;
  private final Entry entry;

  ExtractionBy(String wireName, Entry entry) {
    this.wireName = wireName;
    this.entry = entry;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// By which way its proposals come in.
  public Entry entry() {
    return entry;
  }
}
