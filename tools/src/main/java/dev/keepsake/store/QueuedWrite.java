package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.QueuedState;
import java.time.Instant;
import java.util.Optional;

/// A write that was accepted for certain and is decided later, or was.
///
/// @param id the write's, and the memory's if one is created
/// @param request what is to be written, as JSON; an empty object once it is finished
/// @param conversation in which it was proposed
/// @param attempts how often its text could not be embedded
/// @param nextAttemptAt when its turn comes; empty once it is finished
/// @param finished empty while it waits
public record QueuedWrite(
    MemoryId id,
    Owner owner,
    Tenant tenant,
    String request,
    Optional<ConversationId> conversation,
    String correlationId,
    QueuedState state,
    int attempts,
    Instant acceptedAt,
    Optional<Instant> nextAttemptAt,
    Optional<Finished> finished) {

  /// @param outcome what became of it, as JSON without a word of the statement
  public record Finished(String outcome, Instant at) {}

  /// One that is about to be accepted.
  public record Accepted(
      MemoryId id,
      Owner owner,
      Tenant tenant,
      ContentHash content,
      String request,
      Optional<ConversationId> conversation,
      String correlationId,
      ExtractionType extraction,
      Instant nextAttemptAt) {}

  public boolean waits() {
    return state == QueuedState.ACCEPTED;
  }
}
