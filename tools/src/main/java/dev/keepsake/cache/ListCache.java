package dev.keepsake.cache;

import dev.keepsake.store.RecordReads.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Lists of memories, for the servers that share one database. A list carries the user's revision
/// of when it was read. Whoever tells [MemoryCache] of a change raises the revision from which on
/// lists of that user are served and taken: a cache that has what it was told can't serve the past.
/// Where that revision is lost no list is served; but a reader who read before the change and fills
/// in after the loss, or a cache that was set back as a whole, brings back what was, until the
/// change is told again, see [MemoryCache#losses], and for [#LIFE] at most. Nothing is served after
/// the first memory of the list has expired. How often a memory was read is as of the list.
///
/// Thread-safe; never fails.
public interface ListCache {
  /// How long a list is kept.
  Duration LIFE = Duration.ofMinutes(2);

  /// How long the newest are kept, see [ListKey#recent].
  Duration RECENT_LIFE = Duration.ofMinutes(1);

  /// Has nothing.
  ListCache NONE =
      new ListCache() {
        @Override
        public Found find(ListKey key, Instant now) {
          return Found.NOTHING;
        }

        @Override
        public void fill(ListKey key, Listed list, Instant now) {}
      };

  /// What is known of a list.
  ///
  /// @param total of the whole of it, where it is all of the owner's active memories
  record Found(Optional<Listed> list, Optional<Total> total) {
    public static final Found NOTHING = new Found(Optional.empty(), Optional.empty());
  }

  /// @param revision the user's as of when it was counted
  record Total(long revision, Count count) {}

  /// What is known, as of a moment at which nothing of it had expired.
  Found find(ListKey key, Instant now);

  /// Enters what was read from the database, unless something newer is known. Takes only what is
  /// [Listed#settled] and [ListKey#revised].
  void fill(ListKey key, Listed list, Instant now);
}
