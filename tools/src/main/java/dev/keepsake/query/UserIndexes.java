package dev.keepsake.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.Owner;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.Stage;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.UserState;
import java.util.List;

/// The indexes of the owners that were asked about lately, bounded by bytes, the least recently
/// used out. Each has the vectors of one space: after a switch an owner gets another one.
/// Thread-safe.
public final class UserIndexes {
  private final Metrics metrics;
  private final TextAnalysis analysis = new TextAnalysis();
  private final Cache<Key, UserIndex> indexes;

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

  /// The index of `owner`, at least as new as `tx`.
  public UserIndex current(Owner owner, ReadTx tx) {
    var key = new Key(owner, tx.state().space());
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

  Metrics metrics() {
    return metrics;
  }

  TextAnalysis analysis() {
    return analysis;
  }
}
