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

  /// Without the end of validity that came with being replaced: before, nobody knew of it.
  Lifetime beforeSupersession() {
    boolean learnt = supersededAt.isPresent() && validTo.equals(supersededAt);
    return new Lifetime(
        recordedAt,
        supersededAt,
        validFrom,
        learnt ? Optional.empty() : validTo,
        expiresAt,
        createdAt,
        updatedAt);
  }

  /// Whether the statement held at `moment`, in valid time.
  public boolean validAt(Instant moment) {
    return !moment.isBefore(validFrom) && (validTo.isEmpty() || moment.isBefore(validTo.get()));
  }

  public boolean expiredAt(Instant moment) {
    return expiresAt.isPresent() && !moment.isBefore(expiresAt.get());
  }
}
