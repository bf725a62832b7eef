package dev.keepsake.replay;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.memory.Owner;
import dev.keepsake.policy.Policy;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Right;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides the writes of a caller's user and scope again, from what the audit trail has of them.
/// Thread-safe.
public final class ReplayPolicy {
  private final Users users;
  private final Transactions transactions;

  public ReplayPolicy(Users users, Transactions transactions) {
    this.users = users;
    this.transactions = transactions;
  }

  /// @param since events at or after this moment
  /// @param until events before this moment
  /// @throws dev.keepsake.error.MemoryException with `FORBIDDEN` if the caller may not read
  public Replay run(Caller caller, Policy policy, Instant since, Optional<Instant> until) {
    return run(caller, policy, since, until, _ -> true);
  }

  /// The same of the writes that the caller's client made alone.
  public Replay runOfClient(Caller caller, Policy policy, Instant since, Optional<Instant> until) {
    return run(
        caller,
        policy,
        since,
        until,
        event -> event.origin().client().equals(caller.tenant().client()));
  }

  private Replay run(
      Caller caller,
      Policy policy,
      Instant since,
      Optional<Instant> until,
      Predicate<AuditEvent> which) {
    caller.require(Right.READ);
    var tally = new ReplayTally(policy, caller.requireUser());
    users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> new Owner(user, caller.scope()))
        .ifPresent(owner ->
            transactions.read(
                owner.user(),
                tx -> {
                  tx.audit().chain(new ReplayLink(owner.scope(), which, since, until, tally));
                  return owner;
                }));
    return tally.replay();
  }
}
