package dev.keepsake.store;

import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The raw memories of one open transaction's user, to read. Whatever belongs to another owner is
/// as if it were not there.
public interface RawReads {

  Optional<RawMemory> find(Owner owner, RawMemoryId id);

  /// Whether the owner has one of this id.
  boolean isTaken(Owner owner, RawMemoryId id);

  /// Those that occurred last, the newest first.
  List<RawMemory> search(Owner owner, RawFilter filter, int limit);

  /// Every one of the user, under whichever scope, with its context; handed over one by one.
  void contexts(BiConsumer<RawMemoryId, String> each);
}
