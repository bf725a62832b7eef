package dev.keepsake.store.sql;

import java.time.Instant;
import java.util.UUID;

/// What everything that one write transaction changes is stamped with.
interface Moment {
  UUID organization();

  Instant at();

  /// Marks the transaction as one that changes memories.
  long nextRevision();
}
