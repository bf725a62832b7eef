package dev.keepsake.write;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.PendingId;
import dev.keepsake.tool.Doc;
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
    @Doc("False if the write was refused.") boolean success,
    @Doc("What came of it.") Optional<SaveAction> action,
    @Doc("The memory that it is about.") Optional<MemoryId> memoryId,
    @Doc("The id of the write.") Optional<MemoryId> writeId,
    @Doc("The outcome in a sentence.") String message,
    @Doc("The memory that says it already.") Optional<MemoryId> duplicateOf,
    @Doc("Cosine similarity to that memory, from -1 to 1.") Optional<Double> similarity,
    @Doc("The memory or memories that were replaced.") Optional<MemoryId> supersedes,
    @Doc("Memories that say the opposite and may be superseded.")
        Optional<List<MemoryId>> contradicts,
    @Doc("Of what waits for confirmation.") Optional<PendingId> pendingId,
    @Doc("The rule that decided.") Optional<String> rule,
    @Doc("The version of the policy that decided.") Optional<String> policyVersion,
    @Doc("When to try again, in seconds.") Optional<Long> retryAfterSeconds,
    @Doc("Where the vector stands.") Optional<EmbeddingStatus> embeddingStatus,
    @Doc("True if it was answered alike before.") Optional<Boolean> replayed,
    @Doc("What waits; absent where one was answered.") Optional<List<Waiting>> pending,
    @Doc("How many wait.") Optional<Long> totalCount) {

  /// One write that waits.
  ///
  /// @param rule that asks for the confirmation
  /// @param expiresAt when it is discarded if nobody answers
  public record Waiting(
      @Doc("Of what waits for confirmation.") PendingId pendingId,
      @Doc("What is remembered.") String content,
      @Doc("What kind of statement it is.") MemoryType memoryType,
      @Doc("How sure whoever wrote it was, from 0 to 1.") Confidence confidence,
      @Doc("The memory or memories that were replaced.") Optional<MemoryId> supersedes,
      @Doc("The rule that asks for the confirmation.") String rule,
      @Doc("When it was created.") Instant createdAt,
      @Doc("When it is discarded if nobody answers.") Instant expiresAt) {}

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
