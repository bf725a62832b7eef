package dev.keepsake.store;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Status;
import java.time.Instant;
import java.util.Optional;

/// Which memories a list is about; every part narrows, an empty one does not.
///
/// @param filter types, tags and times
/// @param now those expired by then are left out
public record RecordFilter(
    Status status,
    MemoryFilter filter,
    Optional<Source> source,
    Optional<EmbeddingStatus> embedding,
    Instant now) {

  /// The same at another moment.
  public RecordFilter at(Instant moment) {
    return new RecordFilter(status, filter, source, embedding, moment);
  }

  /// Whether it is about every active memory.
  public boolean allActive() {
    return status == Status.ACTIVE
        && filter.equals(MemoryFilter.ALL)
        && source.isEmpty()
        && embedding.isEmpty();
  }
}
