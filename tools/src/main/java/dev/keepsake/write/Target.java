package dev.keepsake.write;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Status;
import dev.keepsake.store.ReadTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The memory that a proposal is to take the place of.
sealed interface Target {

  record Active(Memory memory) implements Target {}

  /// The proposal's owner has no such memory.
  record Unknown(MemoryId id) implements Target {}

  /// @param head the active memory of its chain
  record Gone(MemoryId id, Optional<MemoryId> head) implements Target {}

  /// @param at the moment at which the proposal is decided: what has expired by then is gone
  static Target find(ReadTx tx, Proposal proposal, MemoryId id, Instant at) {
    List<Memory> chain = tx.memories().chain(proposal.owner(), id);
    Optional<Memory> named =
        chain.stream()
            .filter(memory -> memory.id().equals(id) && memory.status() != Status.DELETED)
            .findFirst();
    if (named.isEmpty()) {
      return new Unknown(id);
    }
    return isActive(named.get(), at)
        ? new Active(named.get())
        : new Gone(
            id, chain.stream().filter(memory -> isActive(memory, at)).map(Memory::id).findFirst());
  }

  private static boolean isActive(Memory memory, Instant at) {
    return memory.active() && !memory.lifetime().expiredAt(at);
  }

  /// @throws MemoryException with `NOT_FOUND` or `NOT_ACTIVE` if it can't be replaced
  default Memory require() {
    return switch (this) {
      case Active(var memory) -> memory;
      case Gone(var id, var head) ->
          throw new MemoryException(
              ErrorCode.NOT_ACTIVE,
              "`supersedes` names " + id + ", which is no longer active: " + advice(head) + ".");
      case Unknown(var id) ->
          throw new MemoryException(
              ErrorCode.NOT_FOUND, "`supersedes` names " + id + ", and there is no such memory.");
    };
  }

  /// @param head the active memory of the chain
  static String advice(Optional<MemoryId> head) {
    return head.map(id -> "supersede its current head " + id + " instead")
        .orElse("nothing of its chain is active any more, so leave `supersedes` out");
  }
}
