package dev.keepsake.history;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One memory as agents see it: the shape on the wire, append-only.
///
/// @param supersedes the memories that this one replaced, of those that may be seen
/// @param supersededBy the memory that replaced this one
/// @param pending true while its vector is being made and it is found by its words alone
public record MemoryView(
    MemoryId id,
    String content,
    MemoryType type,
    Status status,
    Confidence confidence,
    Importance importance,
    Source source,
    Provenance provenance,
    Trust trust,
    List<String> tags,
    Instant createdAt,
    Instant validFrom,
    Optional<Instant> validTo,
    Optional<Instant> expiresAt,
    List<MemoryId> supersedes,
    Optional<MemoryId> supersededBy,
    Optional<Instant> supersededAt,
    boolean pending) {

  static MemoryView of(Memory memory, List<MemoryId> supersedes) {
    var statement = memory.statement();
    var lifetime = memory.lifetime();
    return new MemoryView(
        memory.id(),
        memory.content().text(),
        statement.type(),
        memory.status(),
        statement.confidence(),
        statement.importance(),
        memory.origin().source(),
        memory.origin().provenance(),
        memory.origin().trust(),
        statement.tags(),
        lifetime.createdAt(),
        lifetime.validFrom(),
        lifetime.validTo(),
        lifetime.expiresAt(),
        supersedes,
        memory.supersededBy(),
        lifetime.supersededAt(),
        memory.embedding().awaited());
  }
}
