package dev.keepsake.write;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.job.JobRun;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.PendingState;
import dev.keepsake.memory.UserId;
import dev.keepsake.policy.ClientPolicies;
import dev.keepsake.store.PendingKey;
import dev.keepsake.store.PendingQueue;
import dev.keepsake.store.PendingWrite;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Closes writes whose confirmation nobody gave in time. Several processes may do so at once: the
/// first to write wins, the others find nothing to do.
public final class PendingExpiry {
  private static final int BATCH = 50;
  private static final String JOB = "pending-expiry";

  private final PendingQueue queue;
  private final Transactions transactions;
  private final ClientPolicies policies;
  private final InstantSource clock;

  public PendingExpiry(
      PendingQueue queue, Transactions transactions, ClientPolicies policies, InstantSource clock) {
    this.queue = queue;
    this.transactions = transactions;
    this.policies = policies;
    this.clock = clock;
  }

  /// One batch of those that are overdue.
  public JobRun run() {
    Instant now = clock.instant();
    return UserByUser.each(
        queue.overdue(now, BATCH),
        PendingKey::user,
        (user, seen) -> {
          // before the transaction: whose policy is asked may take a look at the store
          Set<PendingId> sensitive =
              transactions.read(user, tx -> open(tx, user, seen)).stream()
                  .filter(this::isSensitive)
                  .map(PendingWrite::id)
                  .collect(Collectors.toUnmodifiableSet());
          return transactions.write(user, now, tx -> close(tx, user, seen, sensitive));
        });
  }

  private static List<PendingWrite> open(ReadTx tx, UserId user, List<PendingKey> seen) {
    return seen.stream()
        .flatMap(key -> tx.pending().find(user, key.id()).stream())
        .filter(pending -> pending.state() == PendingState.OPEN)
        .toList();
  }

  private static JobRun close(
      WriteTx tx, UserId user, List<PendingKey> seen, Set<PendingId> sensitive) {
    List<PendingWrite> open = open(tx, user, seen);
    open.forEach(pending -> expire(tx, pending, JOB, sensitive.contains(pending.id())));
    return JobRun.done(open.size());
  }

  /// By the policy of the client that had proposed it.
  private boolean isSensitive(PendingWrite pending) {
    return PendingRequest.find(pending)
        .filter(
            request -> policies.isSensitive(pending.tenant().client(), request.input().content()))
        .isPresent();
  }

  /// Closes an open one, with its event.
  ///
  /// @param sensitive whether the event must not have its text
  static void expire(WriteTx tx, PendingWrite pending, String correlationId, boolean sensitive) {
    tx.pending().expire(pending);
    AuditEvent event = event(pending, correlationId);
    if (sensitive) {
      tx.audit().appendWithoutTexts(event);
    } else {
      tx.audit().append(event);
    }
  }

  private static AuditEvent event(PendingWrite pending, String correlationId) {
    Optional<PendingRequest> request = PendingRequest.find(pending);
    var details = new TreeMap<String, String>();
    details.put("pending_id", pending.id().toString());
    return new AuditEvent(
        pending.owner(),
        Operation.CONFIRM,
        "expired",
        Optional.empty(),
        request.map(known -> EventSubject.of(known.input().statement())),
        origin(pending, request.map(PendingRequest::entry).orElse(Entry.AGENT)),
        new Ruling(Optional.of("memory_pending_days"), pending.policyVersion(), Optional.empty()),
        correlationId,
        details,
        Optional.empty(),
        request.map(known -> known.input().content().text()),
        0);
  }

  private static Origin origin(PendingWrite pending, Entry entry) {
    return new Origin(
        entry.source(),
        entry.provenance(),
        entry.trust(),
        ExtractionType.JOB,
        pending.tenant().client(),
        pending.conversation(),
        Optional.empty());
  }
}
