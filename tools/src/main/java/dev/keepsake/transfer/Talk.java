package dev.keepsake.transfer;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Summary;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Episode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A conversation of the file.
///
/// @param conversation without the mark of its episode
record Talk(Conversation conversation, Optional<Episode> episode) {
  ConversationId id() {
    return conversation.id();
  }

  /// The memory that it has become, in the file.
  Optional<MemoryId> memory() {
    return episode.flatMap(Episode::memory);
  }

  /// The same where the memory that it has become is `memory`.
  Talk becoming(Optional<MemoryId> memory) {
    return new Talk(
        conversation,
        episode.map(one ->
            new Episode(
                one.of(), one.state(), one.text(), memory, one.attempts(), one.createdAt())));
  }

  /// The same in other words.
  Talk with(UnaryOperator<Summary> words) {
    return new Talk(
        changed(conversation.lastActive(), conversation.summary().map(words)),
        episode.map(one ->
            new Episode(
                one.of(),
                one.state(),
                one.text()
                    .map(text -> new Episode.Text(words.apply(text.summary()), text.prompt())),
                one.memory(),
                one.attempts(),
                one.createdAt())));
  }

  /// The conversation as if something had been said at `moment`.
  Conversation activeAt(Instant moment) {
    return changed(moment, conversation.summary());
  }

  private Conversation changed(Instant lastActive, Optional<Summary> summary) {
    return new Conversation(
        conversation.owner(),
        conversation.id(),
        summary,
        conversation.held(),
        conversation.total(),
        conversation.ofUser(),
        conversation.createdAt(),
        lastActive,
        conversation.tenant(),
        conversation.episode());
  }
}
