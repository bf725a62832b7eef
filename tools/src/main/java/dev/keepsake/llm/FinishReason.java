package dev.keepsake.llm;

import dev.keepsake.memory.WireName;

/// Why a model ended its answer.
public enum FinishReason implements WireName {
  STOP("stop"),
  /// It was cut off at the most tokens it may write.
  LENGTH("length"),
  TOOL_CALLS("tool_calls"),
  CONTENT_FILTER("content_filter"),
  /// Another reason, or none was given.
  OTHER("other");

  private final String wireName;

  FinishReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
