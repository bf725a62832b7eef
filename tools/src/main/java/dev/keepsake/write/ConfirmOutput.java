package dev.keepsake.write;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.PendingId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answer of `confirm_memory`: what came of one write, in the words of [SaveOutput], or the
/// list of what waits. The shape that agents see, append-only.
///
/// @param action absent in a list
/// @param pendingId of the write that was answered
/// @param pending what waits, the oldest first; absent where one was answered
/// @param totalCount how many wait
public record ConfirmOutput(
    boolean success,
    Optional<SaveAction> action,
    Optional<MemoryId> memoryId,
    Optional<MemoryId> writeId,
    String message,
    Optional<MemoryId> duplicateOf,
    Optional<Double> similarity,
    Optional<MemoryId> supersedes,
    Optional<List<MemoryId>> contradicts,
    Optional<PendingId> pendingId,
    Optional<String> rule,
    Optional<String> policyVersion,
    Optional<Long> retryAfterSeconds,
    Optional<EmbeddingStatus> embeddingStatus,
    Optional<Boolean> replayed,
    Optional<List<Waiting>> pending,
    Optional<Long> totalCount) {

  /// One write that waits.
  ///
  /// @param rule that asks for the confirmation
  /// @param expiresAt when it is discarded if nobody answers
  public record Waiting(
      PendingId pendingId,
      String content,
      MemoryType memoryType,
      Confidence confidence,
      Optional<MemoryId> supersedes,
      String rule,
      Instant createdAt,
      Instant expiresAt) {}

  static ConfirmOutput of(PendingId pending, SaveOutput answer) {
    return new ConfirmOutput(
        answer.success(),
        Optional.of(answer.action()),
        answer.memoryId(),
        answer.writeId(),
        answer.message(),
        answer.duplicateOf(),
        answer.similarity(),
        answer.supersedes(),
        answer.contradicts(),
        Optional.of(pending),
        answer.rule(),
        answer.policyVersion(),
        answer.retryAfterSeconds(),
        answer.embeddingStatus(),
        answer.replayed(),
        Optional.empty(),
        Optional.empty());
  }

  static ConfirmOutput list(List<Waiting> waiting, long total) {
    String message =
        total == 0
            ? "Nothing waits for confirmation."
            : "Ask the user about each; then call confirm_memory with its pending_id and their"
                + " answer.";
    return new ConfirmOutput(
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        message,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(waiting),
        Optional.of(total));
  }
}
