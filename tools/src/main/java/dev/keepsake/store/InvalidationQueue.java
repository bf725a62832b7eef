package dev.keepsake.store;

import java.time.Instant;
import java.util.List;

/// Changes that the cache has to be told of once more: written in the change's own transaction, so
/// that a process that ends before it told the cache leaves them behind. Empty while there is no
/// cache.
public interface InvalidationQueue {

  /// Those that were written at `before` or earlier and that the cache was not told of since
  /// `told`, the oldest first, over all users.
  List<Invalidation> untold(Instant before, Instant told, int limit);

  /// Notes that the cache was told of one.
  void told(Invalidation invalidation, Instant at);

  /// Removes one that the cache need not know any more. May be called twice.
  void remove(Invalidation invalidation);
}
