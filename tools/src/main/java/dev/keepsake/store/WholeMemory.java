package dev.keepsake.store;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.Memory;
import java.time.Instant;
import java.util.Optional;

/// Everything that is stored of one memory.
///
/// @param accessCount how often a query has shown it, and `accessedAt` when it last did
/// @param embedded empty where there is no vector, or where nobody asked
/// @param vector in the embedding space that is searched; empty while it is not made yet, or where
///   nobody asked for it
public record WholeMemory(
    Memory memory,
    Annotations annotations,
    Optional<Instant> deletedAt,
    Optional<Instant> accessedAt,
    long accessCount,
    Optional<EmbeddedText> vector,
    Optional<Embedded> embedded) {

  /// By which model a vector was made, and when.
  public record Embedded(String model, Instant at) {}

  /// Of which nobody asked who made its vector.
  public WholeMemory(
      Memory memory,
      Annotations annotations,
      Optional<Instant> deletedAt,
      Optional<Instant> accessedAt,
      long accessCount,
      Optional<EmbeddedText> vector) {
    this(memory, annotations, deletedAt, accessedAt, accessCount, vector, Optional.empty());
  }

  public WholeMemory with(Optional<EmbeddedText> other) {
    return new WholeMemory(
        memory, annotations, deletedAt, accessedAt, accessCount, other, embedded);
  }

  public WholeMemory with(Memory other) {
    return new WholeMemory(
        other, annotations, deletedAt, accessedAt, accessCount, vector, embedded);
  }

  public WholeMemory with(Annotations others) {
    return new WholeMemory(memory, others, deletedAt, accessedAt, accessCount, vector, embedded);
  }

  /// The same without how often it was shown.
  public WholeMemory unaccessed() {
    return new WholeMemory(memory, annotations, deletedAt, Optional.empty(), 0, vector);
  }
}
