package dev.keepsake.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.cache.ListCache;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.RecordFilter;
import dev.keepsake.store.RecordReads.Count;
import dev.keepsake.store.UserState;
import java.time.Instant;
import java.util.Optional;

/// How many memories lists have, remembered for as long as nothing of the user's has changed or
/// expired: to count 100,000 takes longer than to read a page of them. Thread-safe.
final class Totals {
  private static final int MOST = 10_000;

  private final Cache<Key, Counted> known =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
          .build();

  /// @param filter at no moment
  private record Key(Owner owner, RecordFilter filter) {}

  private record Counted(UserState state, Instant at, Count count) {
    boolean holds(UserState now, Instant moment) {
      return state.equals(now) && !moment.isBefore(at) && count.holdsAt(moment);
    }
  }

  /// @param shared what another server has counted, of the same owner and filter
  Count of(ReadTx tx, Owner owner, RecordFilter filter, Optional<ListCache.Total> shared) {
    if (filter.embedding().isPresent()) { // that changes without a revision
      return tx.records().count(owner, filter);
    }
    var key = new Key(owner, filter.at(Instant.EPOCH));
    Counted counted = known.getIfPresent(key);
    if (counted == null || !counted.holds(tx.state(), filter.now())) {
      counted = new Counted(tx.state(), filter.now(), count(tx, owner, filter, shared));
      known.put(key, counted);
    }
    return counted.count();
  }

  private static Count count(
      ReadTx tx, Owner owner, RecordFilter filter, Optional<ListCache.Total> shared) {
    return shared
        .filter(total -> total.revision() == tx.state().revision())
        .map(ListCache.Total::count)
        .orElseGet(() -> tx.records().count(owner, filter));
  }
}
