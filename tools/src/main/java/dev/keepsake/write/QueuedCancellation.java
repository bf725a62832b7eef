package dev.keepsake.write;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.memory.Memory;
import dev.keepsake.store.QueuedWrite;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// Takes back a queued write before it is decided: it ends as `discarded`, and its event as a
/// refusal, since no memory was there to delete.
///
/// @param reason in the caller's words
/// @param policyVersion in force
/// @param startedAt the wall clock when the call came in
public record QueuedCancellation(
    Caller caller, Optional<String> reason, String policyVersion, Instant startedAt) {
  private static final String RULE = "cancelled";

  /// @param memory that might have come of it, see [QueuedMemories#find]
  /// @throws IllegalStateException if it does not wait
  public void carryOut(WriteTx tx, Memory memory) {
    QueuedWrite write = tx.queued().find(memory.owner(), memory.id()).orElseThrow();
    SaveOutput outcome = SaveAnswer.cancelled(write.id(), RULE, policyVersion);
    tx.queued().finish(write.owner(), write.id(), write.attempts(), SaveAnswer.stored(outcome));
    tx.audit().append(event(memory, outcome, tx.at()));
  }

  private AuditEvent event(Memory memory, SaveOutput outcome, Instant at) {
    var details = new TreeMap<String, String>();
    details.put("write_id", memory.id().toString());
    return new AuditEvent(
        memory.owner(),
        Operation.REFUSE,
        outcome.action().wireName(),
        Optional.empty(),
        Optional.of(EventSubject.of(memory.statement())),
        caller.origin(Optional.empty()),
        new Ruling(Optional.of(RULE), policyVersion, reason),
        caller.correlationId(),
        details,
        Optional.empty(),
        Optional.of(memory.content().text()),
        Math.max(0, at.toEpochMilli() - startedAt.toEpochMilli()));
  }
}
