package dev.keepsake.store.sql;

import dev.keepsake.job.JobKind;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemoryId;
import java.time.Instant;
import java.util.UUID;

/// What everything that one write transaction changes is stamped with.
interface Moment {
  UUID organization();

  Instant at();

  /// Marks the transaction as one that changes memories.
  long nextRevision();

  /// Marks the transaction as one that removes memories for good.
  void raiseEpoch();

  /// Notes that there is work of this kind once the transaction is committed.
  void leavesOpen(JobKind kind);

  /// Notes that a memory that was there before is another now.
  void changed(MemoryId id);

  /// The same of a raw memory.
  void changed(RawMemoryId id);
}
