package dev.keepsake.records;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Problem;
import dev.keepsake.write.SaveAction;
import dev.keepsake.write.SaveOutput;
import java.util.List;
import java.util.Optional;

/// What the operations answer.
final class Answers {
  private Answers() {}

  record CreatedMemory(
      @Doc("What came of it.") SaveAction action,
      @Doc("The outcome in a sentence.") String message,
      @Doc("The memory that now says it, if one does and is still there.")
          Optional<MemoryRecord> memory,
      @Doc(
              "Of this write: asks later what became of it. The memory that comes of it has the"
                  + " same id.")
          Optional<MemoryId> writeId,
      @Doc("Of what waits for confirmation.") Optional<PendingId> pendingId,
      @Doc("The memory that says it already.") Optional<MemoryId> duplicateOf,
      @Doc("Cosine similarity to that memory, from -1 to 1.") Optional<Double> similarity,
      @Doc("The memory that was replaced.") Optional<MemoryId> supersedes,
      @Doc("Memories that say the opposite and may be superseded.")
          Optional<List<MemoryId>> contradicts,
      @Doc("The rule that decided.") Optional<String> rule,
      @Doc("The version of the policy that decided.") Optional<String> policyVersion,
      @Doc("When the next one is accepted, in seconds.") Optional<Long> retryAfterSeconds,
      @Doc("Where the vector stands.") Optional<EmbeddingStatus> embeddingStatus,
      @Doc("True if an earlier call with the same key was given this answer.")
          Optional<Boolean> replayed) {

    static CreatedMemory of(SaveOutput answer, Optional<MemoryRecord> memory) {
      return new CreatedMemory(
          answer.action(),
          answer.message(),
          memory,
          answer.writeId(),
          answer.pendingId(),
          answer.duplicateOf(),
          answer.similarity(),
          answer.supersedes(),
          answer.contradicts(),
          answer.rule(),
          answer.policyVersion(),
          answer.retryAfterSeconds(),
          memory.map(MemoryRecord::embeddingStatus).or(answer::embeddingStatus),
          answer.replayed());
    }
  }

  record BulkResult(
      @Doc("How many were stored, or accepted for certain.") int created,
      @Doc("How many were neither stored nor there already nor wait for confirmation.") int failed,
      @Doc("Why those failed.") List<BulkFailure> errors,
      @Doc("What came of the others.") List<BulkSuccess> results) {
    BulkResult {
      errors = List.copyOf(errors);
      results = List.copyOf(results);
    }
  }

  record BulkFailure(
      @Doc("The place in the request, from 0.") int index,
      @Doc("The code of the problem, such as `invalid-input`, or the action.") String code,
      @Doc("The reason in a sentence.") String reason,
      @Doc("What is wrong with each field.") List<Problem.FieldProblem> fields) {}

  record BulkSuccess(
      @Doc("The place in the request, from 0.") int index,
      @Doc("What came of it.") SaveAction action,
      @Doc("The memory that now says it.") Optional<MemoryId> memoryId,
      @Doc("Of this write.") Optional<MemoryId> writeId,
      @Doc("Of what waits for confirmation.") Optional<PendingId> pendingId,
      @Doc("The memory that says it already.") Optional<MemoryId> duplicateOf) {}

  record MemoryPage(
      @Doc("The memories.") List<MemoryRecord> data,
      @Doc("Where in the list this is.") PageMeta meta) {
    MemoryPage {
      data = List.copyOf(data);
    }
  }

  record PageMeta(
      @Doc("Which page this is; absent behind a cursor.") Optional<Integer> page,
      @Doc("How many there may be in a page.") int perPage,
      @Doc("How many there are in all.") long total,
      @Doc("How many pages there are.") long totalPages,
      @Doc("Leads to the next page; absent at the end.") Optional<String> nextCursor) {}

  record ChangedMemory(
      @Doc("Always `updated`, also where nothing was another.") String action,
      @Doc("The memory as it is now.") MemoryRecord memory) {}

  /// Nothing is left to say.
  record Gone() {}

  record RetriedEmbedding(
      @Doc("The id of the memory.") MemoryId id,
      @Doc("Always `pending`.") EmbeddingStatus embeddingStatus) {}
}
