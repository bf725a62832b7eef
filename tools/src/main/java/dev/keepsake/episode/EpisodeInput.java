package dev.keepsake.episode;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Each;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Unread;
import java.util.List;
import java.util.Optional;

/// The arguments of `summarize_episode`: a conversation that is stored, or its messages; with
/// neither, the conversation that the call is part of.
///
/// @param force makes one also where the conversation is short, or has one, which it replaces
public record EpisodeInput(
    Optional<ConversationId> conversationId,
    @Length(max = 1_000) @Each(EpisodeInput.Line.class) Optional<List<Unread>> messages,
    @Default("false") boolean force) {

  /// A message.
  record Line(
      @Doc("Who said it: user or assistant.") Speaker role,
      @Doc("What was said.") @Length(max = 100_000) String content) {}

  /// Who said it.
  enum Speaker implements WireName {
    USER("user"),
    ASSISTANT("assistant");

    private final String wireName;

    Speaker(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
