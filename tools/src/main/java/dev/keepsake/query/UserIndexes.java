package dev.keepsake.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.Stage;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.UserState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The indexes of the owners that were asked about lately, bounded by bytes, the least recently
/// used out. Each has the vectors of one space: after a switch an owner gets another one.
/// Thread-safe.
public final class UserIndexes {
  private final Metrics metrics;
  private final TextAnalysis analysis = new TextAnalysis();
  private final Cache<Key, UserIndex> indexes;

  /// As the last transaction saw it.
  private volatile @Nullable EmbeddingSpace searched;

  /// Held while an index is loaded for the first time; gone when nobody holds it.
  private final Cache<Owner, Lock> loading = Caffeine.newBuilder().weakValues().build();

  private record Key(Owner owner, EmbeddingSpace space) {}

  public UserIndexes(QuerySettings settings, Metrics metrics) {
    this.metrics = metrics;
    long most = Math.min(1 << 30, settings.indexBytes() >> 10);
    this.indexes =
        Caffeine.newBuilder()
            .maximumWeight(most)
            // one that is larger than the bound stays until another is asked for: to load it for
            // every search would take seconds each
            .weigher((Key _, UserIndex index) -> (int) Math.min(most, 1 + (index.bytes() >> 10)))
            .build();
  }

  /// Runs `work`, which opens a transaction and asks for the index of `owner` in it. While that is
  /// loaded for the first time, others who ask for it wait here, without a connection.
  public <R> R sharing(Owner owner, Supplier<R> work) {
    if (isLoaded(owner)) {
      return work.get();
    }
    Lock lock = loading.get(owner, _ -> new ReentrantLock());
    lock.lock();
    try {
      if (!isLoaded(owner)) {
        return work.get();
      }
    } finally {
      lock.unlock();
    }
    return work.get();
  }

  private boolean isLoaded(Owner owner) {
    EmbeddingSpace space = searched;
    UserIndex index = space == null ? null : indexes.asMap().get(new Key(owner, space));
    return index != null && index.isLoaded();
  }

  /// The index of `owner`, at least as new as `tx`.
  public UserIndex current(Owner owner, ReadTx tx) {
    var key = new Key(owner, tx.state().space());
    searched = key.space();
    UserIndex index = indexes.get(key, _ -> new UserIndex(owner, analysis));
    long started = System.nanoTime();
    if (index.refresh(tx)) {
      indexes.put(key, index); // weighs it again
    }
    metrics.stageSince(Stage.INDEX, started);
    return index;
  }

  /// Enters what a transaction of this process has changed, after its commit.
  public void committed(Owner owner, UserState before, List<StoredMemory> changed) {
    var key = new Key(owner, before.space());
    UserIndex index = indexes.getIfPresent(key);
    if (index != null) {
      index.committed(before, changed);
      indexes.asMap().replace(key, index, index); // weighs it again, unless it is out by now
    }
  }

  /// Drops what is kept of `user`, of whom something was removed for good.
  public void forget(UserId user) {
    indexes.asMap().keySet().removeIf(key -> key.owner().user().equals(user));
  }

  /// Drops those of users of whom something was removed for good, by whichever process, and whom
  /// nobody asks for any more.
  public void forgetRemoved(Transactions transactions) {
    List<Key> removed =
        indexes.asMap().entrySet().stream()
            .filter(entry ->
                !transactions.read(
                    entry.getKey().owner().user(), tx -> entry.getValue().isOfEpoch(tx.state())))
            .map(Map.Entry::getKey)
            .toList();
    indexes.invalidateAll(removed);
  }

  Metrics metrics() {
    return metrics;
  }

  TextAnalysis analysis() {
    return analysis;
  }
}
