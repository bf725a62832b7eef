package dev.keepsake.store;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which memories a question is about; every part narrows, an empty one does not.
///
/// @param tags all of them must be there
/// @param since created at or after
/// @param until created before
/// @param validAt the statement held at this moment, in valid time
public record MemoryFilter(
    Set<MemoryType> types,
    List<String> tags,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Instant> validAt) {
  public static final MemoryFilter ALL =
      new MemoryFilter(Set.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public MemoryFilter {
    types = Set.copyOf(types);
    tags = List.copyOf(tags);
  }

  public boolean accepts(Memory memory) {
    Instant created = memory.lifetime().createdAt();
    return (types.isEmpty() || types.contains(memory.statement().type()))
        && memory.statement().tags().containsAll(tags)
        && since.filter(created::isBefore).isEmpty()
        && until.filter(end -> !created.isBefore(end)).isEmpty()
        && validAt.filter(moment -> !memory.lifetime().validAt(moment)).isEmpty();
  }
}
