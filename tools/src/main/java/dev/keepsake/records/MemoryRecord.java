package dev.keepsake.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A memory as applications see it: the shape on the wire, append-only.
public record MemoryRecord(
    @Doc("The id of the memory, a UUIDv7.") MemoryId id,
    @Doc("Whose it is, by the name that the application gives the person.") String userId,
    @Doc("What is remembered, as it was given.") String content,
    @Doc("A title for lists.") Optional<String> title,
    @Doc("What kind of statement it is.") MemoryType memoryType,
    @Doc("Where it comes from, in the caller's words.") Source source,
    @Doc("Names what it was taken from, within its source.") Optional<String> sourceId,
    @Doc("Words to filter by.") List<String> tags,
    @Doc("Anything else, as an object of the application's own.") JsonObject metadata,
    @Doc("Labels of the application, and `scope`, that of the client.") JsonObject filterTags,
    @Doc("The conversation in which it was said.") Optional<ConversationId> conversationId,
    @Doc("Ids of memories that have to do with it.") List<MemoryId> relatedMemories,
    @Doc("How sure whoever wrote it was, from 0 to 1.") Confidence confidence,
    @Doc("How much it matters, from 0 to 1.") Importance importance,
    @Doc("What the server knows about where it came from.") Provenance provenance,
    @Doc("How far it may be relied on.") Trust trust,
    @Doc("`active`, or why it is not.") Status status,
    @Doc("The memory that replaced this one.") Optional<MemoryId> supersededBy,
    @Doc("Since when it holds in the world.") Instant validFrom,
    @Doc("Until when it held.") Optional<Instant> validTo,
    @Doc("When it is forgotten again.") Optional<Instant> expiresAt,
    @Doc("Where its vector stands; without one it is found by its words.")
        EmbeddingStatus embeddingStatus,
    @Doc("The model that made the vector.") Optional<String> embeddingModel,
    @Doc("When the vector was made.") Optional<Instant> embeddingUpdatedAt,
    @Doc("When it was created.") Instant createdAt,
    @Doc("When it was last changed.") Instant updatedAt,
    @Doc("When it was last read by its id; noted now and then.") Optional<Instant> accessedAt,
    @Doc("When it was deleted.") Optional<Instant> deletedAt) {

  static MemoryRecord of(WholeMemory whole, UserName user) {
    Memory memory = whole.memory();
    var statement = memory.statement();
    var lifetime = memory.lifetime();
    var notes = whole.annotations();
    return new MemoryRecord(
        memory.id(),
        user.value(),
        memory.content().text(),
        notes.title(),
        statement.type(),
        memory.origin().source(),
        notes.sourceId(),
        statement.tags(),
        new JsonObject(WireJson.compact(notes.metadata())),
        labels(notes.filterTags(), memory.owner().scope()),
        memory.origin().conversation(),
        notes.related().stream().map(id -> new MemoryId(UUID.fromString(id))).toList(),
        statement.confidence(),
        statement.importance(),
        memory.origin().provenance(),
        memory.origin().trust(),
        memory.status(),
        memory.supersededBy(),
        lifetime.validFrom(),
        lifetime.validTo(),
        lifetime.expiresAt(),
        memory.embedding(),
        whole.embedded().map(WholeMemory.Embedded::model),
        whole.embedded().map(WholeMemory.Embedded::at),
        lifetime.createdAt(),
        lifetime.updatedAt(),
        whole.accessedAt(),
        whole.deletedAt());
  }

  private static JsonObject labels(String filterTags, Scope scope) {
    ObjectNode labels = new JsonObject(filterTags).json();
    return new JsonObject(labels.put("scope", scope.value()).toString());
  }
}
