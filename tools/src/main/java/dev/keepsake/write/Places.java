package dev.keepsake.write;

import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.limit.WriteLimiter.Reservation;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.write.WriteDecision.RateLimited;
import java.time.Instant;
import java.util.Optional;

/// The places that writes take under the limits: in a counter outside the store where there is one,
/// else the store counts for itself. Thread-safe.
public final class Places {
  private final Optional<WriteLimiter> counter;

  public Places(Optional<WriteLimiter> counter) {
    this.counter = counter;
  }

  /// What is known before a place is asked for.
  Allowance first() {
    return counter.isPresent() ? new Allowance.Granted() : new Allowance.InStore();
  }

  /// Takes a place for `proposal`.
  Allowance reserve(Proposal proposal, Instant now) {
    if (counter.isEmpty()) {
      return new Allowance.InStore();
    }
    if (!proposal.caller().entry().isLimited()) {
      return new Allowance.Granted();
    }
    return switch (ask(counter.get(), proposal, now)) {
      case Reservation.Granted _ -> new Allowance.Granted();
      case Reservation.Refused(var limit) ->
          new Allowance.Refused(new RateLimited(limit.rule(), limit.limit(), limit.retryAfter()));
    };
  }

  private static Reservation ask(WriteLimiter places, Proposal proposal, Instant now) {
    UserId user = proposal.owner().user();
    return proposal.caller().entry().creates()
        ? places.reserveCreation(user, proposal.id(), now)
        : places.reserve(user, proposal.origin().conversation(), proposal.id(), now);
  }

  /// Gives the place of a write that stores nothing back.
  public void release(Owner owner, Origin origin, MemoryId write) {
    counter.ifPresent(places -> {
      if (origin.extraction() == ExtractionType.JOB) {
        return; // it had none
      }
      if (origin.extraction() == ExtractionType.REST) {
        places.releaseCreation(owner.user(), write);
      } else {
        places.release(owner.user(), origin.conversation(), write);
      }
    });
  }

  void release(Proposal proposal) {
    release(proposal.owner(), proposal.origin(), proposal.id());
  }
}
