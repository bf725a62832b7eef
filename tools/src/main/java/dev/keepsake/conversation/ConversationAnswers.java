package dev.keepsake.conversation;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Summary;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Right;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the operations answer.
final class ConversationAnswers {
  private ConversationAnswers() {}

  record ConversationRecord(
      @Doc("Its id.") ConversationId id,
      @Doc("The user whose it is, as the application names them.") String userId,
      @Doc("When it was begun.") Instant createdAt,
      @Doc("When something was said last.") Instant lastActive,
      @Doc("What was said in the messages that were trimmed.") Optional<String> summary,
      @Doc("Whether the summary is of sentences of the conversation or in the words of a model.")
          Optional<Summary.Kind> summaryKind,
      @Doc("How many messages are kept.") long messageCount,
      @Doc("How many there were in all.") long totalMessageCount,
      @Doc("Where its episode stands, if it is long enough for one.")
          Optional<EpisodeRecord> episode) {

    /// Who may only write is not told what was said.
    static ConversationRecord of(Conversation conversation, Caller caller) {
      Optional<Summary> summary =
          conversation.summary().filter(_ -> caller.rights().contains(Right.READ));
      return new ConversationRecord(
          conversation.id(),
          caller.requireUser().value(),
          conversation.createdAt(),
          conversation.lastActive(),
          summary.map(Summary::text),
          summary.map(Summary::kind),
          conversation.held(),
          conversation.total(),
          conversation.episode().map(mark -> new EpisodeRecord(mark.state(), mark.memory())));
    }
  }

  record EpisodeRecord(
      @Doc("How far it is.") EpisodeState state,
      @Doc("The memory that it has become.") Optional<MemoryId> memoryId) {}

  record CreatedConversation(
      @Doc("Whether it was begun by this call; else it was there.") boolean created,
      @Doc("The conversation.") ConversationRecord conversation) {}

  record ConversationPage(
      @Doc("The conversations.") List<ConversationRecord> conversations,
      @Doc("Leads to the next page; absent at the end.") Optional<String> nextCursor) {
    ConversationPage {
      conversations = List.copyOf(conversations);
    }
  }

  /// Nothing is left to say.
  record DeletedConversation() {}

  record AppendedMessages(
      @Doc("The conversation as it is now.") ConversationRecord conversation,
      @Doc("How many messages were stored.") int appended,
      @Doc("How many were there already; with `only_new` alone.") int known,
      @Doc("How many secrets were taken out of those that were stored.") int redacted,
      @Doc("Whether the conversation has become long enough for an episode by this call.")
          boolean episodeDue) {}

  record MessageRecord(
      @Doc("Its number in the conversation, from 1.") long seq,
      @Doc("Its id.") String id,
      @Doc("Who speaks.") MessageRole role,
      @Doc("What is said, where it came as text.") Optional<String> content,
      @Doc("Every other field as it came, and the content where it was no text.")
          Optional<JsonObject> extra,
      @Doc("How many tokens it had for the model.") Optional<Long> tokens,
      @Doc("The model that wrote it.") Optional<String> model,
      @Doc("When it was said.") Instant timestamp,
      @Doc("When it was stored.") Instant createdAt) {

    static MessageRecord of(Message message) {
      Message.Body body = message.body();
      return new MessageRecord(
          message.seq(),
          message.id().toString(),
          body.role(),
          body.content(),
          body.extra().map(JsonObject::new),
          body.tokens(),
          body.model(),
          message.sentAt(),
          message.createdAt());
    }
  }

  record MessagePage(
      @Doc("The messages.") List<MessageRecord> messages,
      @Doc("As `before` it leads to those before; absent where there are none.")
          Optional<Long> nextBefore) {
    MessagePage {
      messages = List.copyOf(messages);
    }
  }

  record ConversationHistory(@Doc("The messages, as they came.") List<JsonObject> messages) {
    ConversationHistory {
      messages = List.copyOf(messages);
    }
  }

  record TrimmedConversation(
      @Doc("How many messages were removed.") long trimmed,
      @Doc("The conversation as it is now.") ConversationRecord conversation) {}
}
