package dev.keepsake.store;

import dev.keepsake.audit.EventRanges;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Takes what one open transaction's user said out of every table, as far as it is asked to.
public interface ErasureRows {

  /// Every memory of the user, whatever its state and under whichever scope.
  List<Found> memories();

  record Found(Owner owner, MemoryId id) {}

  /// Removes memories, whatever their state, with their vectors in every space, and raises the
  /// user's epoch. None of those that stay may have been replaced by one of them.
  ///
  /// @return how many vectors went with them
  long removeMemories(Collection<MemoryId> ids);

  /// What is kept of calls, apart from memories and events.
  List<Kept> kept();

  /// A row that was left by a call.
  sealed interface Kept {
    /// What was asked and what was answered, each as JSON.
    List<String> words();

    /// The id under which callers know it, if it has one.
    default Optional<String> name() {
      return switch (this) {
        case Queued(var id, var _) -> Optional.of(id.toString());
        case Waiting(var id, var _) -> Optional.of(id.toString());
        case Answered _ -> Optional.empty();
      };
    }

    /// One that was accepted before it was decided.
    record Queued(MemoryId id, List<String> words) implements Kept {}

    /// One that waits for confirmation, or did.
    record Waiting(PendingId id, List<String> words) implements Kept {}

    /// The answer to an idempotency key.
    record Answered(ClientId client, String tool, String key, List<String> words) implements Kept {}
  }

  void remove(Kept kept);

  /// Removes every raw memory of the user, under whichever scope.
  ///
  /// @return how many there were
  long removeRaw();

  /// Removes every conversation of the user, under whichever scope, with its messages and its
  /// episode.
  Talk removeConversations();

  /// How much was said.
  record Talk(long conversations, long messages) {}

  /// Removes the texts, reasons and tags of events. The last event of the chain must be the one
  /// that says so.
  void removeTexts(EventRanges events);

  /// Forgets whom the application meant: a call that names the same person begins anew with another
  /// user, and nothing is ever written for this one again.
  void blankUser();
}
