package dev.keepsake.cache;

import dev.keepsake.cache.MemoryCache.Told;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.store.Invalidation;

/// All that the servers on one database keep at hand.
public record Caches(MemoryCache memories, ListCache lists, RawMemoryCache raw) {
  /// Have nothing.
  public static final Caches NONE =
      new Caches(MemoryCache.NONE, ListCache.NONE, RawMemoryCache.NONE);

  public Told tell(Invalidation change) {
    return switch (change.kind()) {
      case MEMORY ->
          memories.invalidate(change.user(), new MemoryId(change.id()), change.revision());
      case LISTS -> memories.invalidateLists(change.user(), change.revision());
      case RAW_MEMORY ->
          raw.invalidate(change.user(), new RawMemoryId(change.id()), change.revision());
    };
  }

  /// Grows whenever they may have lost something that they were told before.
  public long losses() {
    return memories.losses();
  }
}
