package dev.keepsake.store;

import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
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
/// @param among one of these; not asked of the database
public record MemoryFilter(
    Set<MemoryType> types,
    List<String> tags,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Set<MemoryId>> among) {
  public static final MemoryFilter ALL =
      new MemoryFilter(Set.of(), List.of(), Optional.empty(), Optional.empty());

  public MemoryFilter {
    types = Set.copyOf(types);
    tags = List.copyOf(tags);
    among = among.map(Set::copyOf);
  }

  public MemoryFilter(
      Set<MemoryType> types, List<String> tags, Optional<Instant> since, Optional<Instant> until) {
    this(types, tags, since, until, Optional.empty());
  }

  public MemoryFilter among(Set<MemoryId> these) {
    return new MemoryFilter(types, tags, since, until, Optional.of(these));
  }

  public boolean accepts(Memory memory) {
    Lifetime lifetime = memory.lifetime();
    return (types.isEmpty() || types.contains(memory.statement().type()))
        && (tags.isEmpty() || memory.statement().tags().containsAll(tags))
        && (among.isEmpty() || among.get().contains(memory.id()))
        && (since.isEmpty() || !lifetime.createdAt().isBefore(since.get()))
        && (until.isEmpty() || lifetime.createdAt().isBefore(until.get()));
  }
}
