package dev.keepsake.access;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.tool.Right;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A key that is wanted, and for whom.
///
/// @param scope of the client; empty for the one that it has, or the one of this process if it is
///   new
/// @param rights of the client; empty for those that it has, or to read and write if it is new
/// @param name what the key is for; empty for the client's name
/// @param validFor empty for until it is revoked
public record KeyRequest(
    OrganizationName organization,
    ClientName client,
    Optional<Scope> scope,
    Optional<Set<Right>> rights,
    Optional<String> name,
    Optional<Duration> validFor) {
  public static final int MAX_NAME_CHARACTERS = 255;

  /// @throws IllegalArgumentException if there are no rights in `rights`, `name` is blank, too long
  ///   or holds a control character, or `validFor` is not positive
  public KeyRequest {
    rights = rights.map(Set::copyOf);
    if (rights.filter(Set::isEmpty).isPresent()) {
      throw new IllegalArgumentException("a client without a right can do nothing");
    }
    if (name.filter(text -> !isName(text)).isPresent()) {
      throw new IllegalArgumentException(
          "the name of a key needs 1 to "
              + MAX_NAME_CHARACTERS
              + " characters without control characters");
    }
    if (validFor.filter(time -> !time.isPositive()).isPresent()) {
      throw new IllegalArgumentException("a key must be valid for some time");
    }
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= MAX_NAME_CHARACTERS
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
