package dev.keepsake.job;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// When work is due that is done once a night.
public final class Night {
  /// UTC.
  private static final LocalTime TIME = LocalTime.of(3, 0);

  private Night() {}

  /// The next one after `now`.
  public static Instant after(Instant now) {
    OffsetDateTime today = now.atOffset(ZoneOffset.UTC);
    OffsetDateTime night = today.with(TIME);
    return (night.isAfter(today) ? night : night.plusDays(1)).toInstant();
  }
}
