package dev.keepsake.cache.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What Redis keeps of a raw memory, by the rules of [Entry].
///
/// @param memory empty for a tombstone
record RawEntry(long revision, int version, Optional<Kept> memory) {
  private static final int VERSION = 1;

  private static final ObjectReader READER =
      WireJson.MAPPER
          .readerFor(RawEntry.class)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /// @param filterTags the JSON as text, so that no number in it becomes another
  record Kept(
      UUID id,
      UUID user,
      String scope,
      String context,
      String filterTags,
      String change,
      Instant occurredAt,
      Instant createdAt,
      Instant updatedAt) {}

  static RawEntry tombstone(long revision) {
    return new RawEntry(revision, VERSION, Optional.empty());
  }

  static RawEntry of(RawMemory memory) {
    return new RawEntry(
        memory.revision(),
        VERSION,
        Optional.of(
            new Kept(
                memory.id().value(),
                memory.owner().user().value(),
                memory.owner().scope().value(),
                memory.context(),
                memory.filterTags(),
                memory.change().wireName(),
                memory.occurredAt(),
                memory.createdAt(),
                memory.updatedAt())));
  }

  String write() {
    return WireJson.write(this);
  }

  /// Empty for a tombstone, and for what another version or somebody else has left.
  static Optional<RawMemory> read(String json) {
    try {
      return Optional.ofNullable(READER.<RawEntry>readValue(json))
          .filter(entry -> entry.version() == VERSION)
          .flatMap(entry -> entry.memory().map(RawEntry::memory));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty(); // the next fill replaces it
    }
  }

  private static RawMemory memory(Kept kept) {
    return new RawMemory(
        new RawMemoryId(kept.id()),
        new Owner(new UserId(kept.user()), new Scope(kept.scope())),
        kept.context(),
        kept.filterTags(),
        WireName.require(RawMemory.Change.class, kept.change()),
        kept.occurredAt(),
        kept.createdAt(),
        kept.updatedAt());
  }
}
