package dev.keepsake.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The time that somebody asks about. The two are independent: what is believed now of last year,
/// and what was believed last year of today.
///
/// @param asOf what was believed then, in transaction time; absent: what is believed now
/// @param validAt only what held in the world then, in valid time; absent: whatever was believed
public record TimeAsked(Optional<Instant> asOf, Optional<Instant> validAt) {
  public static final TimeAsked NOW = new TimeAsked(Optional.empty(), Optional.empty());

  /// Later than anything that a store has, and within what both databases can hold.
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z");

  /// Nothing is kept more exactly than to the microsecond, so that what is finer tells nothing.
  public TimeAsked {
    asOf = asOf.map(moment -> moment.truncatedTo(ChronoUnit.MICROS));
    validAt = validAt.map(moment -> moment.truncatedTo(ChronoUnit.MICROS));
  }

  public boolean isNow() {
    return asOf.isEmpty() && validAt.isEmpty();
  }

  /// What was recorded later was not known.
  public Instant known() {
    return asOf.orElse(END);
  }

  /// Until when a memory must not have expired: what has expired since is not shown either.
  public Instant unexpiredAt(Instant now) {
    return asOf.filter(now::isBefore).orElse(now);
  }

  /// Whether `lifetime` is not asked away by `validAt`.
  public boolean holds(Lifetime lifetime) {
    return validAt.map(lifetime::validAt).orElse(true);
  }
}
