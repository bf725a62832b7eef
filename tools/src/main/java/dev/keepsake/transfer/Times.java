package dev.keepsake.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Moments as the file writes them: UTC, always to the microsecond, such as
/// `2026-03-01T12:00:00.000000Z`.
final class Times {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Times() {}

  static String text(Instant moment) {
    return FORM.format(moment);
  }

  /// @throws IllegalArgumentException saying what is wrong with `text`
  static Instant moment(String text) {
    Instant moment;
    try {
      moment = Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is no time such as 2026-03-01T12:00:00.000000Z", e);
    }
    if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
      throw new IllegalArgumentException("is a time outside the years 1 to 9999");
    }
    if (!moment.truncatedTo(ChronoUnit.MICROS).equals(moment)) {
      throw new IllegalArgumentException("is a time finer than a microsecond");
    }
    return moment;
  }
}
