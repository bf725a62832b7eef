package dev.keepsake.store;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.Memory;
import java.time.Instant;
import java.util.Optional;

/// Everything that is stored of one memory.
///
/// @param accessCount how often a query has shown it, and `accessedAt` when it last did
/// @param vector in the embedding space that is searched; empty while it is not made yet, or where
///   nobody asked for it
public record WholeMemory(
    Memory memory,
    Annotations annotations,
    Optional<Instant> deletedAt,
    Optional<Instant> accessedAt,
    long accessCount,
    Optional<EmbeddedText> vector) {

  public WholeMemory with(Optional<EmbeddedText> other) {
    return new WholeMemory(memory, annotations, deletedAt, accessedAt, accessCount, other);
  }

  public WholeMemory with(Memory other) {
    return new WholeMemory(other, annotations, deletedAt, accessedAt, accessCount, vector);
  }

  /// The same without how often it was shown.
  public WholeMemory unaccessed() {
    return new WholeMemory(memory, annotations, deletedAt, Optional.empty(), 0, vector);
  }
}
