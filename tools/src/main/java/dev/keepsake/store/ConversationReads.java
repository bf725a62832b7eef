package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The conversations of one open transaction's user, to read. Whatever belongs to another owner is
/// as if it were not there.
public interface ConversationReads {

  Optional<Conversation> find(Owner owner, ConversationId id);

  /// A place in the list of those that were active last.
  record Place(Instant lastActive, ConversationId id) {}

  /// Those that were active at or after `since`, the last active first.
  ///
  /// @param after continue behind this one
  List<Conversation> list(Owner owner, Instant since, Optional<Place> after, int limit);

  /// The newest messages, the oldest of them first.
  ///
  /// @param before only those of a lower number
  /// @param mostCharacters fewer messages come where they are longer together, but at least one
  List<Message> newest(Owner owner, ConversationId id, long before, int limit, long mostCharacters);

  /// The oldest messages that are held, the oldest first.
  ///
  /// @param last only those up to this number
  /// @param mostCharacters as of [#newest]
  List<Message> oldest(Owner owner, ConversationId id, long last, int limit, long mostCharacters);

  /// The fingerprints of the newest messages, the oldest of them first.
  List<String> fingerprints(Owner owner, ConversationId id, int limit);

  /// Conversations with more than `kept` messages in which nothing was said after `before`, under
  /// whichever scope.
  List<ConversationKey> tooLong(Instant before, int kept, int limit);

  /// Every text in the user's conversations, under whichever scope, summaries and JSON too, handed
  /// over one by one.
  void words(BiConsumer<ConversationId, String> each);
}
