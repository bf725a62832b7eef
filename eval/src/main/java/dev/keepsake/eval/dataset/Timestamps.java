package dev.keepsake.eval.dataset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/// Reads moments as ISO 8601 writes them: with an offset or `Z`, local ones as UTC, and dates alone
/// as their beginning.
final class Timestamps {
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private Timestamps() {}

  static Optional<Instant> read(Fields fields, String field) {
    String text = fields.text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(instant(text.strip()));
    } catch (DateTimeException e) {
      fields.problem(
          field, "\"" + text + "\" is no moment; write it like 2026-01-05T09:00:00Z or 2026-01-05");
      return Optional.empty();
    }
  }

  private static Instant instant(String text) {
    TemporalAccessor parsed =
        text.length() > "2026-01-05".length()
            ? MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
            : LocalDate.parse(text);
    return switch (parsed) {
      case OffsetDateTime moment -> moment.toInstant();
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      default -> LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    };
  }
}
