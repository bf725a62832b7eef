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
import dev.keepsake.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One memory as agents see it: the shape on the wire, append-only.
///
/// @param supersedes the memories that this one replaced, of those that may be seen
/// @param supersededBy the memory that replaced this one
/// @param pending true while its vector is being made and it is found by its words alone
public record MemoryView(
    @Doc("The id of the memory.") MemoryId id,
    @Doc("What is remembered.") String content,
    @Doc("What kind of statement it is.") MemoryType type,
    @Doc("`active`, or why it is not.") Status status,
    @Doc("How sure whoever wrote it was, from 0 to 1.") Confidence confidence,
    @Doc("How much it matters, from 0 to 1.") Importance importance,
    @Doc("Where it comes from, in the caller's words.") Source source,
    @Doc("What the server knows about where it came from.") Provenance provenance,
    @Doc("How far it may be relied on.") Trust trust,
    @Doc("Words to filter by.") List<String> tags,
    @Doc("When it was created.") Instant createdAt,
    @Doc("Since when it holds in the world.") Instant validFrom,
    @Doc("Until when it held.") Optional<Instant> validTo,
    @Doc("When its time is over.") Optional<Instant> expiresAt,
    @Doc("The memory or memories that were replaced.") List<MemoryId> supersedes,
    @Doc("The memory that replaced this one.") Optional<MemoryId> supersededBy,
    @Doc("When it was replaced.") Optional<Instant> supersededAt,
    @Doc("Whether it still waits for its decision or its vector.") boolean pending) {

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
