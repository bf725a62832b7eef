package dev.keepsake.store;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.List;

/// What an owner has beside memories, to add to as it came from another store. Raw memories are
/// added by [RawRows#insert].
public interface BesideRows extends BesideReads {

  /// Stores a conversation as it is, on behalf of `client`, without messages and episode. There
  /// must be none of that id.
  void restore(Conversation conversation, ClientId client);

  /// Notes when something was said last in a conversation that is there.
  void lastActive(Owner owner, ConversationId id, Instant at);

  /// Stores messages as they are, of a conversation that is there and has none of their numbers.
  void restore(Owner owner, ConversationId id, List<Restored> messages);

  /// @param seq as of [Message]
  /// @param createdAt as of [Message]
  record Restored(long seq, Message.Draft message, Instant createdAt) {}

  /// Stores an episode of a conversation that is there, unless it has one. The turn of an open one
  /// is now, and its attempts are counted anew.
  void restore(Episode episode);
}
