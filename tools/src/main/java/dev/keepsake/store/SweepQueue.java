package dev.keepsake.store;

import dev.keepsake.memory.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What its time has passed over, over all users.
public interface SweepQueue {

  /// Active memories whose time is over at `now`, the oldest end first.
  List<MemoryKey> expired(Instant now, int limit);

  /// Users of whom a memory was deleted at or before `before`, in the order of their ids.
  ///
  /// @param after continue behind this one
  List<UserId> withDeleted(Instant before, Optional<UserId> after, int limit);

  /// Users with answers to idempotency keys that have expired at `now`, or with queued writes or
  /// confirmations that were finished at or before `finishedBefore`.
  List<UserId> withOldRows(Instant now, Instant finishedBefore, int limit);

  /// Users of whom a raw memory was last changed at or before `before`, in the order of their ids.
  ///
  /// @param after continue behind this one
  List<UserId> withOldRaw(Instant before, Optional<UserId> after, int limit);

  /// How many raw memories of all users were last changed at or before `before`.
  long countOldRaw(Instant before);

  /// Users with a conversation in which nothing was said after `before`, in the order of their ids.
  ///
  /// @param after continue behind this one
  List<UserId> withOldConversations(Instant before, Optional<UserId> after, int limit);

  /// Users with such a conversation that holds more than `kept` messages, in the order of their
  /// ids.
  ///
  /// @param after continue behind this one
  List<UserId> withLongConversations(Instant before, int kept, Optional<UserId> after, int limit);
}
