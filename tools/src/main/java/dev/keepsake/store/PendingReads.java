package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.Optional;

/// Writes that wait for confirmation, of one open transaction, to read.
public interface PendingReads {

  /// The open one that says this, unless it has expired at `now`.
  Optional<PendingWrite> findOpen(Owner owner, ContentHash content, Instant now);
}
