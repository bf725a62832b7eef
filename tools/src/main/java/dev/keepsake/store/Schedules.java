package dev.keepsake.store;

import dev.keepsake.job.JobKind;
import java.time.Instant;

/// When work that is done at certain times is due next, for all processes on one database.
/// Thread-safe.
public interface Schedules {

  /// Takes the work for the caller alone, if it is due at `now` or was never done. Whoever takes it
  /// and does not say when it is due next has it until `lease`.
  boolean claim(JobKind job, Instant now, Instant lease);

  /// Says when work that was claimed is due next.
  void next(JobKind job, Instant due);
}
