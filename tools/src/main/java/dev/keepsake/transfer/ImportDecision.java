package dev.keepsake.transfer;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.store.WholeMemory;
import java.util.Optional;

/// What becomes of one memory of the file.
sealed interface ImportDecision {

  /// @param renamed the id of the file belongs to a memory under another scope of the same user
  /// @param expires the time of an active memory that says the same is over: it goes first
  record Create(WholeMemory memory, boolean renamed, boolean expires) implements ImportDecision {}

  /// The store has it, in the same state.
  record AlreadyThere(MemoryId id) implements ImportDecision {}

  /// The store has a memory of this id in another state, which stays as it is.
  ///
  /// @param deletedHere it was deleted in the store and not in the file: what it replaced must not
  ///   come back behind it
  record Differs(MemoryId id, boolean deletedHere) implements ImportDecision {}

  /// The active memory `existing` says the same.
  record Duplicate(MemoryId existing) implements ImportDecision {}

  /// The policy forbids it.
  record Rejected(String rule) implements ImportDecision {}

  /// The memory that replaced it was not imported, and without it there would be no chain.
  record SuccessorSkipped(MemoryId successor) implements ImportDecision {}

  /// The id under which the store has the memory, unless it was skipped or is deleted there alone.
  default Optional<MemoryId> place() {
    return switch (this) {
      case Create(var memory, var _, var _) -> Optional.of(memory.memory().id());
      case AlreadyThere(var id) -> Optional.of(id);
      case Differs(var id, var deletedHere) -> deletedHere ? Optional.empty() : Optional.of(id);
      case Duplicate _, Rejected _, SuccessorSkipped _ -> Optional.empty();
    };
  }

  /// The memory of the store that stands for it, in whatever state.
  default Optional<MemoryId> says() {
    return switch (this) {
      case Create(var memory, var _, var _) -> Optional.of(memory.memory().id());
      case AlreadyThere(var id) -> Optional.of(id);
      case Differs(var id, var _) -> Optional.of(id);
      case Duplicate(var existing) -> Optional.of(existing);
      case Rejected _, SuccessorSkipped _ -> Optional.empty();
    };
  }
}
