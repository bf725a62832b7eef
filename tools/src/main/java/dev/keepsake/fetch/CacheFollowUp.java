package dev.keepsake.fetch;

import dev.keepsake.cache.Caches;
import dev.keepsake.cache.MemoryCache;
import dev.keepsake.job.JobRun;
import dev.keepsake.store.Invalidation;
import dev.keepsake.store.InvalidationQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Tells the cache again of what has changed. Who made the change told it already, unless the
/// process ended or the cache was away; and a reader that had read the memory, or a list, before
/// the change may have filled it in since, where the cache had lost what it was told. What may have
/// been lost is told once more, as long as the cache can have an older value of it. Several
/// processes may do so at once; the threads of one take turns.
public final class CacheFollowUp {
  /// Longer than a reader takes from reading a memory to filling it in.
  public static final Duration AGE = Duration.ofSeconds(1);

  /// After that long nothing that was filled in before the change is left in the cache, even if the
  /// change waited for its commit.
  public static final Duration KEPT = MemoryCache.LIFE.plusMinutes(1);

  private static final int BATCH = 200;

  /// Of a process that has just begun: it does not know what was lost before.
  private static final long UNKNOWN = -1;

  private final InvalidationQueue queue;
  private final Caches cache;
  private final InstantSource clock;
  private long losses = UNKNOWN;
  private Instant lost = Instant.EPOCH;

  public CacheFollowUp(InvalidationQueue queue, Caches cache, InstantSource clock) {
    this.queue = queue;
    this.cache = cache;
    this.clock = clock;
  }

  /// One batch. Ends where the cache is away; a change that it refuses waits, and the others go on.
  ///
  /// @return how many changes the cache was told of or need not know any more; failed are those
  ///   that it refused
  public synchronized JobRun run() {
    Instant now = clock.instant();
    if (cache.losses() != losses) {
      losses = cache.losses();
      lost = now;
    }
    List<Invalidation> past = queue.untold(now.minus(KEPT), now, BATCH);
    past.forEach(queue::remove);
    Instant at = now.isBefore(lost) ? lost : now; // a clock that was put back
    return tell(queue.untold(now.minus(AGE), lost, BATCH), at).and(JobRun.done(past.size()));
  }

  private JobRun tell(List<Invalidation> changes, Instant at) {
    JobRun run = JobRun.NOTHING;
    for (Invalidation change : changes) {
      switch (cache.tell(change)) {
        case TAKEN -> {
          queue.told(change, at);
          run = run.and(JobRun.done(1));
        }
        case REFUSED -> run = run.and(new JobRun(0, 1));
        case AWAY -> {
          return run;
        }
      }
    }
    return run;
  }
}
