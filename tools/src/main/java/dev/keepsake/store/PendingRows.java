package dev.keepsake.store;

import dev.keepsake.memory.ConversationId;
import java.util.Optional;

/// Writes that wait for confirmation, to add to.
public interface PendingRows extends PendingReads {

  /// Stores an open one; an expired one of the same content is closed as `expired`.
  void insert(PendingWrite pending, Optional<ConversationId> conversation, String correlationId);
}
