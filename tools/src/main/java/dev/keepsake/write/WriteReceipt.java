package dev.keepsake.write;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.QueuedState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of a write, in the words of [SaveOutput]: the shape that clients see, append-only.
///
/// @param action `queued` until the write is decided
/// @param attempts how often its text could not be embedded
/// @param nextAttemptAt when its turn comes; absent once it is decided
/// @param finishedAt when it was decided; absent until then
public record WriteReceipt(
    MemoryId writeId,
    QueuedState state,
    boolean success,
    SaveAction action,
    Optional<MemoryId> memoryId,
    String message,
    Optional<MemoryId> duplicateOf,
    Optional<Double> similarity,
    Optional<MemoryId> supersedes,
    Optional<List<MemoryId>> contradicts,
    Optional<String> rule,
    Optional<String> policyVersion,
    Optional<EmbeddingStatus> embeddingStatus,
    int attempts,
    Instant acceptedAt,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> finishedAt) {

  /// @param answer that a save would have given
  static WriteReceipt of(SaveOutput answer, Course course) {
    return new WriteReceipt(
        answer.writeId().orElseThrow(),
        course.finishedAt().isPresent() ? QueuedState.FINISHED : QueuedState.ACCEPTED,
        answer.success(),
        answer.action(),
        answer.memoryId(),
        answer.message(),
        answer.duplicateOf(),
        answer.similarity(),
        answer.supersedes(),
        answer.contradicts(),
        answer.rule(),
        answer.policyVersion(),
        answer.embeddingStatus(),
        course.attempts(),
        course.acceptedAt(),
        course.nextAttemptAt(),
        course.finishedAt());
  }

  /// When what happened.
  record Course(
      int attempts,
      Instant acceptedAt,
      Optional<Instant> nextAttemptAt,
      Optional<Instant> finishedAt) {}
}
