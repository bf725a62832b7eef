package dev.keepsake.store;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The conversations of one open transaction's user, to change.
public interface ConversationRows extends ConversationReads {

  /// Makes one without messages, on behalf of `client`. There must be none of that id.
  Conversation insert(Owner owner, ConversationId id, ClientId client);

  /// Stores messages behind those that are there, on behalf of `client`.
  ///
  /// @param to as it is now
  /// @return as it is then
  Conversation append(Conversation to, List<Message.Draft> messages, ClientId client);

  /// Removes the messages of `from` up to the number `last`, for good.
  ///
  /// @param from as it is now
  /// @param summary of all that is gone now
  /// @return as it is then
  Conversation trim(Conversation from, long last, Optional<Summary> summary);

  /// Removes one for good, with its messages and its episode; what became a memory stays.
  ///
  /// @return whether it was there
  boolean delete(Owner owner, ConversationId id);

  /// Removes for good those in which nothing was said after `before`, the oldest first, under
  /// whichever scope.
  ///
  /// @return how many went, at most `limit`
  int removeOld(Instant before, int limit);
}
