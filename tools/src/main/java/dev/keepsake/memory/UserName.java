package dev.keepsake.memory;

import java.util.regex.Pattern;

/// The name by which an application knows a person: any string that is unique within the
/// organization.
public record UserName(String value) {
  public static final int MAX_CHARACTERS = 255;

  /// Before the digest of a client's id: the user that a client is itself, for calls that name
  /// nobody.
  public static final String CLIENT_PREFIX = "service:";

  private static final int DIGITS = 32;
  private static final Pattern OF_CLIENT =
      Pattern.compile(CLIENT_PREFIX + "[0-9a-f]{" + DIGITS + "}");

  /// @throws IllegalArgumentException if `value` is blank, longer than 255 characters, or holds a
  ///   control character or half a character
  public UserName {
    if (value.isBlank()
        || value.codePointCount(0, value.length()) > MAX_CHARACTERS
        || value.codePoints().anyMatch(UserName::isRefused)) {
      throw new IllegalArgumentException(
          "a user name needs 1 to " + MAX_CHARACTERS + " characters without control characters");
    }
  }

  /// The user that `client` is itself. Its id can't be read from the name, which is shown.
  public static UserName ofClient(ClientId client) {
    return new UserName(CLIENT_PREFIX + Sha256.hex(client.toString()).substring(0, DIGITS));
  }

  /// Whether it has the form of a client's own user.
  public boolean isOfClient() {
    return OF_CLIENT.matcher(value).matches();
  }

  /// Half of a pair of surrogates would be stored as a question mark, which is somebody's name too.
  static boolean isRefused(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
