package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Succession;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The memories of one open transaction, to read. Whatever belongs to another owner is as if it
/// were not there.
public interface MemoryReads {

  /// That memory, whatever its status; it may have expired.
  Optional<Memory> find(Owner owner, MemoryId id);

  /// The active memory that says exactly this; it may have expired.
  Optional<Memory> findActive(Owner owner, ContentHash content);

  /// The whole supersession chain of `id`, oldest first: its predecessors, itself, its successors
  /// and theirs. Empty if there is no such memory.
  List<Memory> chain(Owner owner, MemoryId id);

  /// When that memory was deleted; empty if it is not, or if there is none.
  Optional<Instant> deletedAt(Owner owner, MemoryId id);

  /// Those that each of `successors` replaced, for those that replaced any.
  Map<MemoryId, List<MemoryId>> predecessors(Owner owner, Collection<MemoryId> successors);

  /// Every memory whose [Memory#revision] is over `revision`, whatever its status, with its vector
  /// in the space that is searched, lowest revision first; handed over one by one.
  void changedSince(Owner owner, long revision, Consumer<StoredMemory> each);

  /// Every active memory with its vector; handed over one by one.
  void active(Owner owner, Consumer<StoredMemory> each);

  /// What was believed at `moment`, in transaction time, without what was deleted since; handed
  /// over one by one.
  void believedAt(Owner owner, Instant moment, Consumer<StoredMemory> each);

  /// Everything that was recorded by `moment`, in transaction time, replaced or not, without what
  /// was deleted since; handed over one by one.
  void recordedBy(Owner owner, Instant moment, Consumer<StoredMemory> each);

  /// Which memories were replaced by `moment`, in transaction time, and by which.
  List<Succession> successions(Owner owner, Instant moment);

  /// Active memories, newest first.
  ///
  /// @param now those expired by then are left out
  /// @param after continue behind this place
  List<Memory> newest(
      Owner owner, MemoryFilter filter, Instant now, Optional<Place> after, int limit);

  long count(Owner owner, MemoryFilter filter, Instant now);

  /// The ids of active memories from `lowest` to `highest`, both included, the last drawn first.
  ///
  /// @param now those expired by then are left out
  List<MemoryId> newestIds(Owner owner, MemoryId lowest, MemoryId highest, Instant now, int limit);

  /// A place in the list of the newest.
  record Place(Instant createdAt, MemoryId id) {}
}
