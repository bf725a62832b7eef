package dev.keepsake.records;

import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Each;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Range;
import dev.keepsake.tool.Unread;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  @Doc(
      title = "Remember what a conversation says",
      value =
          "Reads the user's newest messages in a stored conversation, each in the light of those"
              + " before it, and saves, corrects and deletes what they say, as the extraction of"
              + " messages that are sent does.")
  record Stored(
      @Doc("The id of the conversation.") @Length(max = ConversationId.MAX_CHARACTERS)
          ConversationId id,
      @Doc("How many of the user's newest messages are read.")
          @Default("1")
          @Range(min = 1, max = 20)
          int last) {}

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
          List<String> notices) {

    /// Of a conversation in which the user has said nothing.
    static Extracted nothing() {
      return new Extracted(ExtractionBy.LOCAL_RULES, List.of(), List.of(), List.of());
    }

    /// Of both; by the rules if one of them was.
    Extracted and(Extracted next) {
      return new Extracted(
          by == ExtractionBy.MODEL ? next.by : by,
          joined(steps, next.steps),
          joined(passedOver, next.passedOver),
          joined(notices, next.notices).stream().distinct().toList());
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }
  }

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
