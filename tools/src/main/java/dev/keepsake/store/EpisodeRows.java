package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.Optional;

/// The episodes of one open transaction's user, to make and to finish. A conversation has one row
/// at most, so that whoever makes it has made the only one.
public interface EpisodeRows extends EpisodeReads {

  /// Makes the episode of a conversation due, at the transaction's moment.
  ///
  /// @return false if it has one already, in whatever state
  boolean begin(Owner owner, ConversationId id);

  /// The same once more, whatever became of the one before; its memory stays noted. What was made
  /// of it and not saved is kept, so that it is saved once.
  ///
  /// @param worker who has it until `lease`
  /// @return false, and nothing changes, if another worker has it
  boolean again(Owner owner, ConversationId id, String worker, Instant lease);

  /// Keeps what `worker` has made of the conversation until it is saved.
  ///
  /// @return false, and nothing changes, if the worker's lease has passed to another
  boolean keep(Owner owner, ConversationId id, String worker, Episode.Text text);

  /// Ends it; its text is gone from here then.
  ///
  /// @param end no open state
  /// @param memory that it has become
  /// @return as of [#keep]
  boolean finish(
      Owner owner, ConversationId id, String worker, EpisodeState end, Optional<MemoryId> memory);

  /// Gives it back: its turn comes again at `next`. Nothing, if the worker's lease has passed to
  /// another.
  ///
  /// @param failures how many more attempts at it have failed
  void postpone(Owner owner, ConversationId id, String worker, int failures, Instant next);
}
