package dev.keepsake;

import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.job.WorkBell;
import dev.keepsake.metric.Metrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// The work of one Keepsake that no caller waits for, to be done by whoever has a thread for it.
/// Any number of processes may do so at once. Thread-safe.
public final class Jobs {
  private final Map<JobKind, Supplier<JobRun>> work;
  private final WorkBell bell;
  private final Metrics metrics;

  Jobs(Map<JobKind, Supplier<JobRun>> work, WorkBell bell, Metrics metrics) {
    this.work = new EnumMap<>(work);
    this.bell = bell;
    this.metrics = metrics;
  }

  public Set<JobKind> kinds() {
    return Set.copyOf(work.keySet());
  }

  /// Does a batch of what is due.
  ///
  /// @return how much was done; if any, there may be more
  public int run(JobKind kind) {
    JobRun run;
    try {
      run = Objects.requireNonNull(work.get(kind), () -> "nobody does " + kind).get();
    } catch (RuntimeException e) {
      metrics.jobRan(kind, new JobRun(0, 1));
      throw e;
    }
    metrics.jobRan(kind, run);
    return run.done();
  }

  /// Has `listener` called whenever a call in this process has left such work open: once it is
  /// committed, on the thread of that call, so it must be quick and never throw.
  public void whenOpen(JobKind kind, Runnable listener) {
    bell.listen(kind, listener);
  }
}
