package dev.keepsake.memory;

/// The name of an application, unique within its organization.
public record ClientName(String value) {
  public static final int MAX_CHARACTERS = 255;

  /// What embedded mode has.
  public static final ClientName LOCAL = new ClientName("local");

  /// @throws IllegalArgumentException if `value` is blank, longer than 255 characters, or holds a
  ///   control character or half a character
  public ClientName {
    if (value.isBlank()
        || value.codePointCount(0, value.length()) > MAX_CHARACTERS
        || value.codePoints().anyMatch(UserName::isRefused)) {
      throw new IllegalArgumentException(
          "the name of a client needs 1 to "
              + MAX_CHARACTERS
              + " characters without control characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
