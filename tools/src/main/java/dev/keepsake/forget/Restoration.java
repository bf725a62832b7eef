package dev.keepsake.forget;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.write.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Brings one chain back in one transaction: all of it, or nothing.
///
/// @param within for so long after its deletion a memory can be restored
/// @param policyVersion in force
/// @param startedAt the wall clock when the restoration began
record Restoration(
    Caller caller, Owner owner, Duration within, String policyVersion, Instant startedAt) {
  /// No rule decides over a restoration: its user asked for it.
  private static final String POLICY = "user";

  /// @return the chain as it is now, oldest first
  List<Memory> carryOut(WriteTx tx, MemoryId id) {
    List<Memory> chain = tx.memories().chain(owner, id);
    if (chain.isEmpty()) {
      throw RestoreMemory.unknown(id);
    }
    List<Memory> deleted = chain.stream().filter(m -> m.status() == Status.DELETED).toList();
    requireRestorable(tx, id, deleted);
    for (Memory memory : deleted) {
      tx.memories().restore(owner, memory.id(), caller.tenant().client());
      tx.audit().append(event(memory, tx.at()));
    }
    return tx.memories().chain(owner, id).stream()
        .sorted(Comparator.comparing(Memory::active)) // stable: the head behind the others
        .toList();
  }

  private void requireRestorable(WriteTx tx, MemoryId id, List<Memory> deleted) {
    if (deleted.stream().noneMatch(memory -> memory.id().equals(id))) {
      throw refused("The memory " + id + " is not deleted; there is nothing to restore.");
    }
    Instant oldest = tx.at().minus(within);
    if (tx.memories().deletedAt(owner, id).filter(at -> !at.isBefore(oldest)).isEmpty()) {
      throw refused(
          "The memory %s was deleted more than %d days ago (memory_purge_after_days) and can no longer be restored."
              .formatted(id, within.toDays()));
    }
    List<Memory> heads =
        deleted.stream().filter(memory -> memory.supersededBy().isEmpty()).toList();
    if (heads.stream().anyMatch(head -> head.lifetime().expiredAt(tx.at()))) {
      throw refused("The time of %s is over (expires_at); nothing was restored.".formatted(id));
    }
    heads.forEach(head -> requireUnsaid(tx, id, head.content().hash()));
  }

  private void requireUnsaid(WriteTx tx, MemoryId id, ContentHash said) {
    new Expiry(owner, caller, policyVersion, new TreeMap<>()).carryOut(tx, said);
    tx.memories()
        .findActive(owner, said)
        .ifPresent(same -> {
          throw refused(
              "The active memory %s says the same as %s; nothing was restored."
                  .formatted(same.id(), id));
        });
  }

  private static MemoryException refused(String sentence) {
    return new MemoryException(ErrorCode.NOT_RESTORABLE, sentence);
  }

  private AuditEvent event(Memory memory, Instant at) {
    return new AuditEvent(
        owner,
        Operation.RESTORE,
        "restored",
        Optional.of(memory.id()),
        Optional.of(EventSubject.of(memory.statement())),
        caller.origin(Optional.empty()),
        new Ruling(Optional.empty(), POLICY, Optional.empty()),
        caller.correlationId(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.of(memory.content().text()),
        Math.max(0, at.toEpochMilli() - startedAt.toEpochMilli()));
  }
}
