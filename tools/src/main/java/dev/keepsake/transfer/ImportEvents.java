package dev.keepsake.transfer;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Origin;
import dev.keepsake.tool.Caller;
import dev.keepsake.transfer.ImportDecision.Create;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The audit events of one import: one for every memory that it stored.
///
/// @param sha256 of the file, as it states it
record ImportEvents(Caller caller, FileHeader header, String sha256) {
  /// No rule decides over an import: its user asked for it.
  private static final String POLICY = "user";

  /// @param took from the first line of its batch on
  AuditEvent created(NumberedMemory read, Create decision, Duration took) {
    Memory memory = decision.memory().memory();
    SortedMap<String, String> details = ofFile();
    details.put("line", Long.toString(read.line()));
    details.put("status", memory.status().wireName());
    memory.supersededBy().map(MemoryId::toString).ifPresent(id -> details.put("superseded_by", id));
    if (decision.renamed()) {
      details.put("exported_id", read.memory().memory().id().toString());
    }
    return new AuditEvent(
        memory.owner(),
        Operation.CREATE,
        "created",
        Optional.of(memory.id()),
        Optional.of(EventSubject.of(memory.statement())),
        origin(memory.origin()),
        new Ruling(Optional.empty(), POLICY, Optional.empty()),
        caller.correlationId(),
        details,
        Optional.empty(),
        Optional.of(memory.content().text()),
        Math.max(0, took.toMillis()));
  }

  /// What every event of the import tells.
  SortedMap<String, String> ofFile() {
    var details = new TreeMap<String, String>();
    details.put("export", sha256);
    details.put("exported_at", Times.text(header.exportedAt()));
    return details;
  }

  /// Of the statement as the file has it; the way by which it came in is the import.
  private Origin origin(Origin stated) {
    return new Origin(
        stated.source(),
        stated.provenance(),
        stated.trust(),
        ExtractionType.IMPORT,
        caller.tenant().client(),
        stated.conversation(),
        Optional.empty());
  }
}
