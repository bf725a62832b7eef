package dev.keepsake.forget;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.forget.DeleteOutput.Named;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.UserState;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.write.QueuedCancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Takes memories out, each with its chain, and writes that would become some, in one transaction:
/// all of those that were named, or none.
///
/// @param policyVersion in force
/// @param startedAt the wall clock when the deletion began
record Deletion(
    Caller caller, Owner owner, Optional<String> reason, String policyVersion, Instant startedAt) {
  /// No rule decides over a deletion: its user asked for it.
  private static final String POLICY = "user";

  /// @param changed memories as they are now, for the index
  /// @param cancelled what might have come of the writes that were taken back
  record Done(
      List<Named> named, UserState before, List<StoredMemory> changed, List<Memory> cancelled) {}

  Done carryOut(WriteTx tx, List<MemoryId> ids) {
    List<Doomed> doomed = Doomed.find(tx, owner, ids);
    var all = new LinkedHashMap<MemoryId, Memory>();
    var cancelled = new ArrayList<Memory>();
    for (Doomed one : doomed) {
      if (one.open()) {
        cancellation().carryOut(tx, one.named());
        cancelled.add(one.named());
      } else {
        one.chain().forEach(memory -> all.put(memory.id(), memory));
      }
    }
    var changed = new ArrayList<StoredMemory>();
    for (Memory memory : all.values()) {
      tx.memories().delete(owner, memory.id(), caller.tenant().client());
      tx.audit().append(event(memory, tx.at()));
      changed.add(
          new StoredMemory(memory.with(Status.DELETED, memory.supersededBy()), Optional.empty()));
    }
    return new Done(
        doomed.stream().map(d -> d.named(Optional.empty())).toList(),
        tx.state(),
        changed,
        cancelled);
  }

  private QueuedCancellation cancellation() {
    return new QueuedCancellation(caller, reason, policyVersion, startedAt);
  }

  private AuditEvent event(Memory memory, Instant at) {
    return new AuditEvent(
        owner,
        Operation.DELETE,
        "deleted",
        Optional.of(memory.id()),
        Optional.of(EventSubject.of(memory.statement())),
        caller.origin(Optional.empty()),
        new Ruling(Optional.empty(), POLICY, reason),
        caller.correlationId(),
        new TreeMap<>(),
        Optional.of(memory.content().text()),
        Optional.empty(),
        Math.max(0, at.toEpochMilli() - startedAt.toEpochMilli()));
  }
}
