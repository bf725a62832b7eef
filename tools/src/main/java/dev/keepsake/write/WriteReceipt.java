package dev.keepsake.write;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.QueuedState;
import dev.keepsake.tool.Doc;
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
    @Doc("The id of the write.") MemoryId writeId,
    @Doc("`accepted` until it is decided.") QueuedState state,
    @Doc("False if the write was refused.") boolean success,
    @Doc("What came of it.") SaveAction action,
    @Doc("The memory that it is about.") Optional<MemoryId> memoryId,
    @Doc("The outcome in a sentence.") String message,
    @Doc("The memory that says it already.") Optional<MemoryId> duplicateOf,
    @Doc("Cosine similarity to that memory, from -1 to 1.") Optional<Double> similarity,
    @Doc("The memory or memories that were replaced.") Optional<MemoryId> supersedes,
    @Doc("Memories that say the opposite and may be superseded.")
        Optional<List<MemoryId>> contradicts,
    @Doc("The rule that decided.") Optional<String> rule,
    @Doc("The version of the policy that decided.") Optional<String> policyVersion,
    @Doc("Where the vector stands.") Optional<EmbeddingStatus> embeddingStatus,
    @Doc("How often its text could not be embedded.") int attempts,
    @Doc("When it was accepted.") Instant acceptedAt,
    @Doc("When its turn comes; absent once it is decided.") Optional<Instant> nextAttemptAt,
    @Doc("When it was decided; absent until then.") Optional<Instant> finishedAt) {

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
