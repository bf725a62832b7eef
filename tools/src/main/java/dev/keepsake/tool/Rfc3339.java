package dev.keepsake.tool;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// A date and time as text, by RFC 3339, section 5.6. The parser of the platform takes more: years
/// of six digits, times without seconds.
public final class Rfc3339 {
  /// Stands behind "must be".
  public static final String ACCEPTED = "an RFC 3339 date and time such as 2026-03-01T12:00:00Z";

  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
          Pattern.CASE_INSENSITIVE);

  private Rfc3339() {}

  /// Empty if `text` is none.
  public static Optional<Instant> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // such as the 30th of February
    }
  }
}
