package dev.keepsake.memory;

/// Who speaks in a message, in OpenAI's words.
public enum MessageRole implements WireName {
  USER("user"),
  ASSISTANT("assistant"),
  SYSTEM("system"),
  /// What newer models call the system.
  DEVELOPER("developer"),
  /// The result of a call that the assistant has made.
  TOOL("tool"),
  /// The same in an older form.
  FUNCTION("function");

  private final String wireName;

  MessageRole(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// Whether it answers a call, and makes no sense without that.
  public boolean answersCall() {
    return this == TOOL || this == FUNCTION;
  }
}
