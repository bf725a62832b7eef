package dev.keepsake.cache.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WholeMemory.Embedded;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What Redis keeps of a memory, as JSON. The revision comes first in every version of this form,
/// since the scripts look for it there.
///
/// @param memory empty for a tombstone
record Entry(long revision, int version, Optional<Kept> memory) {
  private static final int VERSION = 3;

  private static final ObjectReader READER =
      WireJson.MAPPER
          .readerFor(Entry.class)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  record Kept(
      UUID id,
      UUID user,
      String scope,
      Said statement,
      From origin,
      Lifetime lifetime,
      String status,
      Optional<UUID> supersededBy,
      String embedding,
      Annotations annotations,
      Optional<Instant> deletedAt,
      Optional<Instant> accessedAt,
      long accessCount,
      Optional<Embedded> embedded) {}

  record Said(
      String type, String content, double confidence, double importance, List<String> tags) {}

  record From(
      String source,
      String provenance,
      String trust,
      String extraction,
      UUID client,
      Optional<String> conversation,
      Optional<String> message) {}

  static Entry tombstone(long revision) {
    return new Entry(revision, VERSION, Optional.empty());
  }

  static Entry of(WholeMemory whole) {
    Memory memory = whole.memory();
    return new Entry(
        memory.revision(),
        VERSION,
        Optional.of(
            new Kept(
                memory.id().value(),
                memory.owner().user().value(),
                memory.owner().scope().value(),
                said(memory.statement()),
                from(memory.origin()),
                memory.lifetime(),
                memory.status().wireName(),
                memory.supersededBy().map(MemoryId::value),
                memory.embedding().wireName(),
                whole.annotations(),
                whole.deletedAt(),
                whole.accessedAt(),
                whole.accessCount(),
                whole.embedded())));
  }

  private static Said said(Statement statement) {
    return new Said(
        statement.type().wireName(),
        statement.content().text(),
        statement.confidence().value(),
        statement.importance().value(),
        statement.tags());
  }

  private static From from(Origin origin) {
    return new From(
        origin.source().wireName(),
        origin.provenance().wireName(),
        origin.trust().wireName(),
        origin.extraction().wireName(),
        origin.client().value(),
        origin.conversation().map(ConversationId::value),
        origin.message());
  }

  String write() {
    return WireJson.write(this);
  }

  /// The memory; empty for a tombstone, and for what another version or somebody else has left.
  static Optional<WholeMemory> read(String json) {
    try {
      return Optional.ofNullable(READER.<Entry>readValue(json)).flatMap(Entry::whole);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty(); // the next fill replaces it
    }
  }

  /// Empty for a tombstone, and for what is of another version.
  ///
  /// @throws IllegalArgumentException for what somebody else has left
  Optional<WholeMemory> whole() {
    return memory.filter(_ -> version == VERSION).map(this::whole);
  }

  private WholeMemory whole(Kept kept) {
    return new WholeMemory(
        memory(kept),
        kept.annotations(),
        kept.deletedAt(),
        kept.accessedAt(),
        kept.accessCount(),
        Optional.empty(),
        kept.embedded());
  }

  private Memory memory(Kept kept) {
    return new Memory(
        new MemoryId(kept.id()),
        new Owner(new UserId(kept.user()), new Scope(kept.scope())),
        statement(kept.statement()),
        origin(kept.origin()),
        kept.lifetime(),
        WireName.require(Status.class, kept.status()),
        kept.supersededBy().map(MemoryId::new),
        WireName.require(EmbeddingStatus.class, kept.embedding()),
        revision);
  }

  private static Statement statement(Said said) {
    return new Statement(
        WireName.require(MemoryType.class, said.type()),
        new Content(said.content()),
        new Confidence(said.confidence()),
        new Importance(said.importance()),
        said.tags());
  }

  private static Origin origin(From from) {
    return new Origin(
        WireName.require(Source.class, from.source()),
        WireName.require(Provenance.class, from.provenance()),
        WireName.require(Trust.class, from.trust()),
        WireName.require(ExtractionType.class, from.extraction()),
        new ClientId(from.client()),
        from.conversation().map(ConversationId::new),
        from.message());
  }
}
