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

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Rfc3339() {}

  /// A moment that has a form in RFC 3339, and so a place in both databases.
  ///
  /// @throws IllegalArgumentException if its year is not of four digits
  public static Instant require(Instant moment) {
    if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
      throw new IllegalArgumentException("outside of the years 0 to 9999: " + moment);
    }
    return moment;
  }

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
