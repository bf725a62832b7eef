package dev.keepsake.store;

import dev.keepsake.memory.PendingState;

/// Writes that wait for confirmation, to add to and to close.
public interface PendingRows extends PendingReads {

  /// Stores an open one.
  void insert(PendingWrite pending, String correlationId);

  /// Closes an open one that was answered.
  ///
  /// @param by a word for who decided
  /// @param outcome what came of it, as JSON
  void close(PendingWrite pending, PendingState state, String by, String outcome);

  /// Closes an open one that nobody answered in time.
  void expire(PendingWrite pending);
}
