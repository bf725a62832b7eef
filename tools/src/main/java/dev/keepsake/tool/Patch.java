package dev.keepsake.tool;

import java.util.Optional;

/// What becomes of one field: it stays where nothing is given, has no value any more where null is
/// given (as in a merge patch of RFC 7396), and else the value that is given.
public record Patch<T>(boolean given, Optional<T> value) {
  public static <T> Patch<T> none() {
    return new Patch<>(false, Optional.empty());
  }

  public static <T> Patch<T> to(Optional<T> value) {
    return new Patch<>(true, value);
  }

  public Optional<T> after(Optional<T> before) {
    return given ? value : before;
  }
}
