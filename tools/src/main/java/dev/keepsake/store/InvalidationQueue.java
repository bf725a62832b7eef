package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Changes that the cache has to be told of once more: written in the change's own transaction, so
/// that a process that ends before it told the cache leaves them behind. Empty while there is no
/// cache.
public interface InvalidationQueue {

  /// Those that were written at `before` or earlier, the oldest first, over all users.
  List<Invalidation> untold(Instant before, int limit);

  /// Removes one that the cache was told of. May be called twice.
  void told(Invalidation invalidation);
}
