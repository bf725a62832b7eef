package dev.keepsake.conversation;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Each;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Open;
import dev.keepsake.tool.Range;
import dev.keepsake.tool.Unread;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the operations take.
final class ConversationInputs {
  private ConversationInputs() {}

  @Doc(
      title = "Begin a conversation",
      value =
          "Makes a conversation without messages. One that the user has already is given back as it"
              + " is.")
  record Beginning(
      @Doc("Its id, any text; left out: that of X-Conversation-Id, else one is drawn.")
          @Length(max = ConversationId.MAX_CHARACTERS)
          Optional<ConversationId> id) {}

  @Doc(
      title = "List conversations",
      value = "Conversations in which something was said lately, the last active first.")
  record Listing(
      @Doc("Those that were active in the last hours, so many.")
          @Default("24")
          @Range(min = 1, max = 876_000)
          int activeWithinHours,
      @Doc("How many at most.") @Default("20") @Range(min = 1, max = 100) int limit,
      @Doc("The `next_cursor` of the answer before.") @Length(max = 2_000)
          Optional<String> cursor) {}

  @Doc(title = "Read a conversation", value = "What is kept of a conversation beside its messages.")
  record One(@Doc("The id of the conversation.") @Length(max = 255) ConversationId id) {}

  @Doc(
      title = "Delete a conversation",
      value =
          "Removes a conversation for good, with its messages and its summary. Memories that were"
              + " made of it stay.")
  record Removal(@Doc("The id of the conversation.") @Length(max = 255) ConversationId id) {}

  @Doc(
      title = "Append messages",
      value =
          "Stores messages behind those that are there, as they come, but for secrets, which are"
              + " replaced by `[redacted: secret]`. The conversation is begun with the first.")
  record Appending(
      @Doc("The id of the conversation.") @Length(max = 255) ConversationId id,
      @Doc("The messages in their order.") @Length(max = 1_000) @Each(Sent.class)
          List<Unread> messages,
      @Doc(
              "Whether `messages` is a history of which some may have been stored before: then only"
                  + " what is new is stored.")
          @Default("false")
          boolean onlyNew,
      @Doc("Whether a conversation that is not there is begun; else it is not found.")
          @Default("true")
          boolean create) {}

  /// A message; what else it has is given back as it came.
  @Open
  record Sent(
      @Doc("Who speaks.") MessageRole role,
      @Doc("What is said: text, a list of parts as OpenAI has them, or null.")
          Optional<Unread> content,
      @Doc("When it was said; left out: when it is stored.") Optional<Instant> timestamp,
      @Doc("How many tokens it had for the model.") @Range(min = 0, max = 2_000_000_000)
          Optional<Integer> tokens,
      @Doc("The model that wrote it.") @Length(max = 255) Optional<String> model) {}

  @Doc(title = "List messages", value = "The newest messages, the oldest of them first.")
  record Messages(
      @Doc("The id of the conversation.") @Length(max = 255) ConversationId id,
      @Doc("How many at most; fewer where they are very long.")
          @Default("12")
          @Range(min = 1, max = 1_000)
          int limit,
      @Doc("Only those before the message of this number: the `next_before` of an answer.")
          @Range(min = 1, max = Integer.MAX_VALUE)
          Optional<Integer> before) {}

  @Doc(
      title = "Read the history for a model",
      value =
          "The newest messages as OpenAI's API takes them, the oldest of them first. It does not"
              + " begin with the results of calls that are not in it.")
  record History(
      @Doc("The id of the conversation.") @Length(max = 255) ConversationId id,
      @Doc("How many at most; fewer where they are very long.")
          @Default("12")
          @Range(min = 1, max = 1_000)
          int limit) {}

  @Doc(
      title = "Trim a conversation",
      value =
          "Removes all messages but the newest for good. What they said is folded into the summary,"
              + " unless the server is set not to (`auto_summarize`).")
  record Trim(
      @Doc("The id of the conversation.") @Length(max = 255) ConversationId id,
      @Doc("How many stay; left out: `short_term_max_messages` of the server.")
          @Range(min = 0, max = ConversationSettings.MOST_MESSAGES)
          Optional<Integer> keep) {}
}
