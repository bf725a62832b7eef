package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The memories of one open transaction as they are carried from one store to another: whole, and
/// whatever their status.
public interface TransferReads {

  Census census(Owner owner);

  /// How many memories there are in each status that occurs, and when one of them last changed.
  record Census(Map<Status, Long> counts, Optional<Instant> changed) {
    public Census {
      counts = Map.copyOf(counts);
    }
  }

  /// The memories in one of `statuses`, each after the one that replaced it, else by id; handed
  /// over one by one. A memory from which the successors lead in a circle is none of them.
  ///
  /// @param vectors whether they are asked for
  void each(Owner owner, Set<Status> statuses, boolean vectors, Consumer<WholeMemory> each);

  /// Those of the user's memories that have one of `ids`, under whichever scope; without vectors.
  Map<MemoryId, WholeMemory> find(UserId user, Collection<MemoryId> ids);

  /// The active memories that say exactly one of `contents`.
  Map<ContentHash, Said> active(Owner owner, Collection<ContentHash> contents);

  /// An active memory, and when its time is over.
  record Said(MemoryId id, Optional<Instant> expiresAt) {
    public boolean expiredAt(Instant moment) {
      return expiresAt.isPresent() && !moment.isBefore(expiresAt.get());
    }
  }
}
