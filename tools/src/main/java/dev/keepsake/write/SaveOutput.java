package dev.keepsake.write;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import java.util.List;
import java.util.Optional;

/// The answer of `save_memory`: the shape that agents see, append-only.
///
/// @param memoryId the memory that now holds the statement; absent if none does
/// @param writeId of this write; of a created memory it is the memory's id too
/// @param message the outcome in a sentence, with what to do next
/// @param duplicateOf the memory that says it already
/// @param similarity cosine similarity to that memory, in [-1, 1]; 1 for the same words
/// @param supersedes the memory that was replaced
/// @param contradicts memories that say the opposite and may be superseded
/// @param content the statement, given back with `pendingId`
/// @param rule that decided
/// @param policyVersion the version of the policy in force then
/// @param embeddingStatus `pending` where the vector follows
/// @param replayed true if this is the answer that an earlier call with the same key was given
public record SaveOutput(
    boolean success,
    SaveAction action,
    Optional<MemoryId> memoryId,
    Optional<MemoryId> writeId,
    String message,
    Optional<MemoryId> duplicateOf,
    Optional<Double> similarity,
    Optional<MemoryId> supersedes,
    Optional<List<MemoryId>> contradicts,
    Optional<PendingId> pendingId,
    Optional<String> content,
    Optional<String> rule,
    Optional<String> policyVersion,
    Optional<Long> retryAfterSeconds,
    Optional<EmbeddingStatus> embeddingStatus,
    Optional<Boolean> replayed) {

  /// Whether this call had the statement stored, or accepted.
  boolean keeps() {
    return replayed.isEmpty() && (action == SaveAction.CREATED || action == SaveAction.QUEUED);
  }

  SaveOutput withoutContent() {
    return new SaveOutput(
        success,
        action,
        memoryId,
        writeId,
        message,
        duplicateOf,
        similarity,
        supersedes,
        contradicts,
        pendingId,
        Optional.empty(),
        rule,
        policyVersion,
        retryAfterSeconds,
        embeddingStatus,
        replayed);
  }
}
