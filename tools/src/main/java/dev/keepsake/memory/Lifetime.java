package dev.keepsake.memory;

import java.time.Instant;
import java.util.Optional;

/// When a memory was believed and when it held.
///
/// Belief is transaction time, half-open: [`recordedAt`, `supersededAt`). `validFrom` and `validTo`
/// are valid time, when the statement held in the world; they never decide what was believed.
public record Lifetime(
    Instant recordedAt,
    Optional<Instant> supersededAt,
    Instant validFrom,
    Optional<Instant> validTo,
    Optional<Instant> expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  /// Of a memory that is recorded and holds from `at` on.
  public static Lifetime from(Instant at) {
    return new Lifetime(at, Optional.empty(), at, Optional.empty(), Optional.empty(), at, at);
  }

  /// The same, over at `end`.
  public Lifetime until(Optional<Instant> end) {
    return new Lifetime(recordedAt, supersededAt, validFrom, validTo, end, createdAt, updatedAt);
  }

  /// The same, of a statement that holds from `start` on.
  public Lifetime validFrom(Instant start) {
    return new Lifetime(recordedAt, supersededAt, start, validTo, expiresAt, createdAt, updatedAt);
  }

  /// As it was before it was replaced. When it had last changed until then is not kept: it is given
  /// as unchanged.
  Lifetime beforeSupersession() {
    return new Lifetime(
        recordedAt,
        Optional.empty(),
        validFrom,
        ownValidTo(),
        expiresAt,
        createdAt,
        supersededAt.filter(at -> !updatedAt.isBefore(at)).map(_ -> recordedAt).orElse(updatedAt));
  }

  /// With the end of its time that what replaced it gives it.
  Lifetime endingAt(Instant end) {
    Instant known = ownValidTo().filter(end::isAfter).orElse(end);
    return new Lifetime(
        recordedAt,
        supersededAt,
        validFrom,
        Optional.of(known.isBefore(validFrom) ? validFrom : known),
        expiresAt,
        createdAt,
        updatedAt);
  }

  /// Without an end of validity that only came with being replaced: before, nobody knew of it.
  private Optional<Instant> ownValidTo() {
    return validTo.filter(_ -> !validTo.equals(supersededAt));
  }

  boolean supersededAfter(Instant moment) {
    return supersededAt.filter(moment::isBefore).isPresent();
  }

  /// Whether the statement held at `moment`, in valid time.
  public boolean validAt(Instant moment) {
    return !moment.isBefore(validFrom) && (validTo.isEmpty() || moment.isBefore(validTo.get()));
  }

  public boolean expiredAt(Instant moment) {
    return expiresAt.isPresent() && !moment.isBefore(expiresAt.get());
  }
}
