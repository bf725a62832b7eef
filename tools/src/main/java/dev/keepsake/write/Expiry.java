package dev.keepsake.write;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Takes a memory whose time is over out of the way of one that says the same: past its
/// `expires_at` it is no duplicate, but still holds the place of the one active memory that says
/// so.
///
/// @param policyVersion in force
/// @param details what the event tells of the occasion
public record Expiry(
    Owner owner, Caller caller, String policyVersion, SortedMap<String, String> details) {
  public Expiry {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// @return the memory as it is now, if there was one
  public Optional<Memory> carryOut(WriteTx tx, ContentHash said) {
    Optional<Memory> expired =
        tx.memories()
            .findActive(owner, said)
            .filter(memory -> memory.lifetime().expiredAt(tx.at()));
    expired.ifPresent(memory -> {
      tx.memories().delete(owner, memory.id(), caller.tenant().client());
      tx.audit()
          .append(event(memory, memory.origin(), caller.correlationId(), policyVersion, details));
    });
    return expired.map(memory -> memory.with(Status.DELETED, memory.supersededBy()));
  }

  /// The same of one memory whose time is over, where nobody calls: on behalf of the client that
  /// stored it.
  ///
  /// @param job its name
  /// @param policyVersion in force
  public static void carryOut(WriteTx tx, Memory memory, String job, String policyVersion) {
    tx.memories().delete(memory.owner(), memory.id(), memory.origin().client());
    tx.audit()
        .append(
            event(
                memory,
                memory.origin().by(ExtractionType.JOB),
                job,
                policyVersion,
                new TreeMap<>()));
  }

  private static AuditEvent event(
      Memory memory,
      Origin origin,
      String correlationId,
      String policyVersion,
      SortedMap<String, String> details) {
    return new AuditEvent(
        memory.owner(),
        Operation.EXPIRE,
        "expired",
        Optional.of(memory.id()),
        Optional.of(EventSubject.of(memory.statement())),
        origin,
        new Ruling(Optional.of("expires_at"), policyVersion, Optional.empty()),
        correlationId,
        details,
        Optional.of(memory.content().text()),
        Optional.empty(),
        0);
  }
}
