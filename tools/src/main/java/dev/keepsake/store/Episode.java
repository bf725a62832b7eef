package dev.keepsake.store;

import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Summary;
import java.time.Instant;
import java.util.Optional;

/// The one episode of a conversation.
///
/// @param text while it is summarised and not saved
/// @param memory that it has become
/// @param attempts how often it was tried in vain
public record Episode(
    ConversationKey of,
    EpisodeState state,
    Optional<Text> text,
    Optional<MemoryId> memory,
    int attempts,
    Instant createdAt) {

  /// What was made of the conversation.
  ///
  /// @param prompt by which a model was asked
  public record Text(Summary summary, Optional<PromptMark> prompt) {}

  /// Which prompt it was.
  ///
  /// @param sha256 of the file as it was read, in hexadecimal
  public record PromptMark(String name, int version, String sha256) {}
}
