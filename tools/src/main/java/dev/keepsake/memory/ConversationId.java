package dev.keepsake.memory;

/// The name that an application gave to a conversation.
public record ConversationId(String value) {
  public static final int MAX_CHARACTERS = 255;

  /// @throws IllegalArgumentException if `value` is blank, longer than 255 characters, or holds a
  ///   control character or half a character
  public ConversationId {
    if (value.isBlank()
        || value.codePointCount(0, value.length()) > MAX_CHARACTERS
        || value.codePoints().anyMatch(UserName::isRefused)) {
      throw new IllegalArgumentException(
          "a conversation id needs 1 to "
              + MAX_CHARACTERS
              + " characters without control characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
