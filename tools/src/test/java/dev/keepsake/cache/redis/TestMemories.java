package dev.keepsake.cache.redis;

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
import dev.keepsake.store.WholeMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Memories that differ in what a test asks of them.
final class TestMemories {
  static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");

  private TestMemories() {}

  static Owner owner(int user, String scope) {
    return new Owner(new UserId(new UUID(0, user)), new Scope(scope));
  }

  static MemoryId id(int number) {
    return new MemoryId(new UUID(1, number));
  }

  static Memory memory(Owner owner, MemoryId id, String content, long revision) {
    return new Memory(
        id,
        owner,
        new Statement(
            MemoryType.FACT,
            new Content(content),
            new Confidence(0.9),
            new Importance(0.5),
            List.of("tea", "home")),
        new Origin(
            Source.CHAT,
            Provenance.USER,
            Trust.MEDIUM,
            ExtractionType.TOOL,
            new ClientId(new UUID(2, 2)),
            Optional.of(new ConversationId("talk")),
            Optional.empty()),
        Lifetime.from(AT),
        Status.ACTIVE,
        Optional.empty(),
        EmbeddingStatus.COMPLETED,
        revision);
  }

  /// Of which nothing is noted.
  static WholeMemory whole(Memory memory) {
    return new WholeMemory(
        memory, Annotations.NONE, Optional.empty(), Optional.empty(), 0, Optional.empty());
  }
}
