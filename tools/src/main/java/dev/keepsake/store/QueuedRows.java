package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;

/// Writes that are accepted before they are decided, to add to and to finish.
public interface QueuedRows extends QueuedReads {

  /// Accepts a write, at the transaction's moment.
  void accept(QueuedWrite.Accepted write);

  /// Ends a write that waits, and empties its request: from now on nothing here says what it said.
  ///
  /// @param attempts how often its text could not be embedded
  /// @param outcome what became of it, as JSON without a word of the statement
  /// @throws IllegalStateException if it does not wait
  void finish(Owner owner, MemoryId id, int attempts, String outcome);

  /// Gives a write back that `worker` had claimed and that waits on: its turn comes again at
  /// `next`. Nothing, if the worker's lease has passed to another.
  ///
  /// @param failures how many more attempts at it have failed
  void postpone(Owner owner, MemoryId id, String worker, int failures, Instant next);
}
