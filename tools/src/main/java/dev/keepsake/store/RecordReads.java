package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The memories of one open transaction as applications list them: whole, and by any status.
public interface RecordReads {

  /// That memory, whatever its status; it may have expired.
  Optional<WholeMemory> find(Owner owner, MemoryId id);

  /// A page of the list, in its order.
  ///
  /// @param after continue behind this place
  /// @param skip so many behind it
  List<WholeMemory> page(
      Owner owner,
      RecordFilter filter,
      RecordOrder order,
      Optional<Place> after,
      long skip,
      int limit);

  Count count(Owner owner, RecordFilter filter);

  /// The memories whose labels contain `filterTags`, in the sense of Postgres' `@>`: every field
  /// that is asked for is there with the same value, an object with those fields, a list with those
  /// entries.
  ///
  /// @param filterTags a JSON object
  Set<MemoryId> labelled(Owner owner, String filterTags);

  /// A place in the order of a list.
  ///
  /// @param moment by which it is ordered
  record Place(Instant moment, MemoryId id) {}

  /// How many memories a filter accepts.
  ///
  /// @param until the first of them expires then, if any does
  record Count(long total, Optional<Instant> until) {
    /// Whether none has expired by `moment`.
    public boolean holdsAt(Instant moment) {
      return until.filter(end -> !moment.isBefore(end)).isEmpty();
    }
  }
}
