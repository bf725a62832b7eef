package dev.keepsake.store;

import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How much there is and how much has happened; numbers only. For whoever runs the database: they
/// are taken over all users.
public interface Figures {

  /// @param since from when on [All#stored] and [All#saveMillis] count
  All all(Instant since);

  /// @param now what has expired by then does not wait any more
  OfOwner of(Owner owner, Instant now);

  /// @param memories of every status
  /// @param bytes of the database
  /// @param events of the audit trail, and when the last of them was
  /// @param stored memories that were stored
  /// @param saveMillis mean time from a save's arrival until it went to the store; empty without a
  ///   save
  record All(
      long users,
      List<Count> memories,
      long bytes,
      long events,
      Optional<Instant> lastEvent,
      long stored,
      Optional<Double> saveMillis) {
    public All {
      memories = List.copyOf(memories);
    }

    public long total() {
      return memories.stream().mapToLong(Count::found).sum();
    }
  }

  record Count(Status status, MemoryType type, long found) {}

  /// @param memories of every status
  /// @param lastActive when the last event of the audit trail was
  /// @param waiting writes that wait for confirmation
  record OfOwner(long memories, long active, Optional<Instant> lastActive, long waiting) {}
}
