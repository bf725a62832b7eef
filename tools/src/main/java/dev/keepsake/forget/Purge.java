package dev.keepsake.forget;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Removes one chain for good, all of it or nothing: once each of its memories was deleted before a
/// moment, or was replaced by one that was. An older version goes with the one that had replaced
/// it, which alone had a time; one that was deleted later keeps the others until its own days are
/// over.
///
/// @param policyVersion in force
/// @param before memories deleted before this moment can no longer be restored
record Purge(Owner owner, String policyVersion, Instant before) {
  private static final String JOB = "purge";

  /// @return how many memories are gone; none if they went with another of their chain before
  int carryOut(WriteTx tx, MemoryId id) {
    List<Memory> chain = tx.memories().chain(owner, id);
    if (!chain.stream().allMatch(memory -> isOver(tx, memory))) {
      return 0;
    }
    tx.sweep().purge(owner, chain.stream().map(Memory::id).toList());
    tx.audit().append(chain.stream().map(this::event).toList());
    return chain.size();
  }

  private boolean isOver(WriteTx tx, Memory memory) {
    return switch (memory.status()) {
      case ACTIVE, ARCHIVED -> false;
      case SUPERSEDED -> true;
      case DELETED ->
          tx.memories().deletedAt(owner, memory.id()).filter(at -> at.isBefore(before)).isPresent();
    };
  }

  private AuditEvent event(Memory memory) {
    return new AuditEvent(
        memory.owner(),
        Operation.PURGE,
        "purged",
        Optional.of(memory.id()),
        Optional.of(EventSubject.of(memory.statement())),
        memory.origin().by(ExtractionType.JOB),
        new Ruling(Optional.of("memory_purge_after_days"), policyVersion, Optional.empty()),
        JOB,
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
