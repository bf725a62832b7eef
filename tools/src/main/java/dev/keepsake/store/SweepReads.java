package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.List;

/// What its time has passed over in the rows of one open transaction's user, to read.
public interface SweepReads {

  /// Memories that were deleted at or before `before`, under whichever scope, the oldest deletion
  /// first.
  List<Deleted> deleted(Instant before);

  record Deleted(Owner owner, MemoryId id) {}
}
