package dev.keepsake.memory;

/// Access label of a client: what it writes carries the label, what it reads is limited to it. Set
/// by the server alone.
public record Scope(String value) {
  public static final int MAX_CHARACTERS = 255;

  /// @throws IllegalArgumentException if `value` is blank, longer than 255 characters, or holds a
  ///   control character or half a character
  public Scope {
    if (value.isBlank()
        || value.codePointCount(0, value.length()) > MAX_CHARACTERS
        || value.codePoints().anyMatch(UserName::isRefused)) {
      throw new IllegalArgumentException(
          "a scope needs 1 to " + MAX_CHARACTERS + " characters without control characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
