package dev.keepsake.cache;

import dev.keepsake.memory.Owner;
import dev.keepsake.store.RecordFilter;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.store.RecordReads.Place;
import java.time.Instant;
import java.util.Optional;

/// Which part of which list.
///
/// @param filter at no moment: a list that is kept leaves out what has expired by its own
/// @param after behind this place
/// @param skip so many behind it
/// @param limit so many at most
public record ListKey(
    Owner owner,
    RecordFilter filter,
    RecordOrder order,
    Optional<Place> after,
    long skip,
    int limit) {
  /// The newest that are kept as one list, from which shorter ones are taken.
  public static final int RECENT = 10;

  public ListKey {
    filter = filter.at(Instant.EPOCH);
    if (newest(filter, order, after, skip) && limit < RECENT) {
      limit = RECENT;
    }
  }

  private static boolean newest(
      RecordFilter filter, RecordOrder order, Optional<Place> after, long skip) {
    return filter.allActive() && order.equals(RecordOrder.NEWEST) && after.isEmpty() && skip == 0;
  }

  /// Whether these are the newest of all.
  public boolean recent() {
    return newest(filter, order, after, skip) && limit == RECENT;
  }

  /// Whether every change of the list is told by a revision: a memory is read, and its vector made,
  /// without one.
  public boolean revised() {
    return filter.embedding().isEmpty() && order.by() != RecordOrder.By.ACCESSED;
  }
}
