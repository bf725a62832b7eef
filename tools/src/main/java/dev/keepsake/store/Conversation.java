package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Summary;
import java.time.Instant;
import java.util.Optional;

/// A conversation, without its messages. The messages that are held are always the newest ones,
/// without a gap.
///
/// @param summary of the messages that were trimmed
/// @param held how many messages are held
/// @param total how many were ever appended, and so the number of the newest one
/// @param ofUser how many of the total the user wrote
/// @param lastActive when messages were last appended, or it was made
/// @param tenant by whom it was changed last
public record Conversation(
    Owner owner,
    ConversationId id,
    Optional<Summary> summary,
    long held,
    long total,
    long ofUser,
    Instant createdAt,
    Instant lastActive,
    Tenant tenant,
    Optional<EpisodeMark> episode) {

  /// Where the episode of it stands.
  ///
  /// @param memory that it has become
  public record EpisodeMark(EpisodeState state, Optional<MemoryId> memory) {}

  /// @throws IllegalArgumentException if more are held than there were
  public Conversation {
    if (held < 0 || held > total || ofUser < 0 || ofUser > total) {
      throw new IllegalArgumentException(
          "%d messages held and %d of the user, of %d".formatted(held, ofUser, total));
    }
  }

  /// The same with an episode that is where it has begun.
  public Conversation with(EpisodeState begun) {
    return new Conversation(
        owner,
        id,
        summary,
        held,
        total,
        ofUser,
        createdAt,
        lastActive,
        tenant,
        Optional.of(new EpisodeMark(begun, Optional.empty())));
  }

  /// The number of the last message that is gone; 0 if none is.
  public long trimmed() {
    return total - held;
  }
}
