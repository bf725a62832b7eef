package dev.keepsake.records;

import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Each;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Unread;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the extraction takes and answers.
final class Extractions {
  private Extractions() {}

  @Doc(
      title = "Remember what a message says",
      value =
          "Reads the last message of a conversation, which must be the user's, and saves, corrects"
              + " and deletes what it says by the same rules as an agent's calls, limits included."
              + " By rules in the server, or by its language model, as its setting `extraction`"
              + " says. What was recalled from the memory is not learned again.")
  record Input(
      @Doc("The conversation, the oldest message first; those before the last are context.")
          @Length(max = 100)
          @Each(MessageInput.class)
          List<Unread> messages) {}

  @Doc(title = "A message", value = "One message of a conversation.")
  record MessageInput(
      @Doc("Who said it.") Role role,
      @Doc("What was said; left out where a message only calls tools.") @Length(max = 100_000)
          Optional<String> content,
      @Doc("When it was sent, where that is known.") Optional<Instant> sentAt) {}

  /// The answer.
  record Extracted(
      @Doc("Who read the message.") ExtractionBy by,
      @Doc("What was done about it, in order; empty where it says nothing to remember.")
          List<Step> steps,
      @Doc("What was looked at and not taken, with the reason.") List<Left> passedOver,
      @Doc("What should be known about this answer, such as that the rules stood in for the model.")
          List<String> notices) {}

  record Step(
      @Doc("`save_memory` or `delete_memory`.") String tool,
      @Doc("What became of it, in the tool's word, or `failed`.") String action,
      @Doc("The statement that was to be saved.") Optional<String> content,
      @Doc("What was to be forgotten.") Optional<String> description,
      @Doc("The memory that now holds the statement.") Optional<MemoryId> memoryId,
      @Doc("What waits for the user's confirmation.") Optional<PendingId> pendingId,
      @Doc("Of `delete_memory`: the memories that were deleted, or may be meant.")
          List<MemoryId> memoryIds,
      @Doc("The outcome in a sentence.") String message) {}

  record Left(
      @Doc("The sentence, or the proposal.") String sentence,
      @Doc("Why, in one word: `question`, `quotation`, `not_said` ...") String reason) {}
}
