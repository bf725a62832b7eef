package dev.keepsake.fetch;

import dev.keepsake.cache.MemoryCache;
import dev.keepsake.store.Invalidation;
import dev.keepsake.store.InvalidationQueue;
import java.time.Duration;
import java.time.InstantSource;

/// Tells the cache again of what has changed. Who made the change told it already, unless the
/// process ended or the cache was away; and a reader that had read the memory before the change may
/// have filled it in since, where the cache had lost what it was told. Several processes may do so
/// at once.
public final class CacheFollowUp {
  /// Longer than a reader takes from reading a memory to filling it in.
  public static final Duration AGE = Duration.ofSeconds(1);

  private static final int BATCH = 200;

  private final InvalidationQueue queue;
  private final MemoryCache cache;
  private final InstantSource clock;

  public CacheFollowUp(InvalidationQueue queue, MemoryCache cache, InstantSource clock) {
    this.queue = queue;
    this.cache = cache;
    this.clock = clock;
  }

  /// One batch, up to the first that the cache does not take: it is away then.
  ///
  /// @return how many it was told of
  public int run() {
    int told = 0;
    for (Invalidation change : queue.untold(clock.instant().minus(AGE), BATCH)) {
      if (!cache.invalidate(change.user(), change.memory(), change.revision())) {
        return told;
      }
      queue.told(change);
      told++;
    }
    return told;
  }
}
