package dev.keepsake.write;

import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.limit.WriteLimiter.Reservation;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
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
    return switch (counter
        .get()
        .reserve(proposal.owner().user(), proposal.origin().conversation(), proposal.id(), now)) {
      case Reservation.Granted _ -> new Allowance.Granted();
      case Reservation.Refused(var limit) ->
          new Allowance.Refused(new RateLimited(limit.rule(), limit.limit(), limit.retryAfter()));
    };
  }

  /// Gives the place of a write that stores nothing back.
  public void release(Owner owner, Optional<ConversationId> conversation, MemoryId write) {
    counter.ifPresent(places -> places.release(owner.user(), conversation, write));
  }

  void release(Proposal proposal) {
    release(proposal.owner(), proposal.origin().conversation(), proposal.id());
  }
}
