package dev.keepsake.store;

import dev.keepsake.audit.Checkpoint;
import dev.keepsake.audit.UserHead;
import dev.keepsake.memory.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Signed checkpoints of all users' audit trails. Thread-safe.
public interface Checkpoints {

  /// Heads of users whose last event was at or after `since`, in the order of their ids.
  ///
  /// @param after continue behind this user
  List<UserHead> heads(Instant since, Optional<UserId> after, int limit);

  Optional<Checkpoint> last();

  /// When the last one was taken, without what it has.
  Optional<Instant> lastAt();

  Optional<Checkpoint> find(long number);

  /// All of them, in their order; one at a time.
  ///
  /// @param unreadable takes the number of a row that no checkpoint can have left
  void each(Consumer<Checkpoint> readable, Consumer<Long> unreadable);

  /// @return false if there is one of this number, and nothing was changed
  boolean add(Checkpoint checkpoint);
}
