package dev.keepsake.extract.foreign;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.MemoryType;

/// What a clause is, by its words, and how sure that makes it. The levels are ranks rather than
/// measured shares: what is asked for above what is told, lasting states above events, and below
/// the threshold of a write (0.7) whatever has but a first person.
enum Kind {
  EXPLICIT(MemoryType.NOTE, 0.95),
  WISH(MemoryType.PREFERENCE, 0.85),
  DECISION(MemoryType.DECISION, 0.8),
  TASTE(MemoryType.PREFERENCE, 0.8),
  STATE(MemoryType.FACT, 0.8),
  RELATION(MemoryType.FACT, 0.8),
  EVENT(MemoryType.EPISODE, 0.75),
  ANSWER(MemoryType.FACT, 0.75),
  HABIT(MemoryType.FACT, 0.7),
  DATE(MemoryType.FACT, 0.7),
  /// Somebody near is named, and what is said of them is nothing that is known to last.
  WEAK_RELATION(MemoryType.FACT, 0.55),
  /// The first person has or is something that is neither known to last nor to pass.
  WEAK(MemoryType.FACT, 0.5);

  private final MemoryType type;
  private final Confidence confidence;

  Kind(MemoryType type, double confidence) {
    this.type = type;
    this.confidence = new Confidence(confidence);
  }

  MemoryType type() {
    return type;
  }

  Confidence confidence() {
    return confidence;
  }
}
