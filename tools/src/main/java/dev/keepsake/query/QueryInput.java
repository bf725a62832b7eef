package dev.keepsake.query;

import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Range;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The arguments of `query_memory`.
///
/// @param query what is looked for; left out: the newest, paged by `cursor`
/// @param minScore memories scored below are left out
/// @param since created at or after
/// @param until created before
/// @param asOf what was believed at that moment, in transaction time
/// @param validAt what held in the world at that moment, in valid time, as far as it was known at
///   `asOf`; also what was replaced since
public record QueryInput(
    @Length(max = 2_000) Optional<String> query,
    @Default("10") @Range(min = 1, max = 50) int limit,
    @Length(max = 255) Optional<String> cursor,
    @Range(min = 0, max = 1) Optional<Double> minScore,
    @Length(max = 13) Optional<List<MemoryType>> memoryTypes,
    @Length(max = 20) Optional<List<String>> tags,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Instant> asOf,
    Optional<Instant> validAt) {

  MemoryFilter filter() {
    return new MemoryFilter(
        Set.copyOf(memoryTypes.orElse(List.of())), tags.orElse(List.of()), since, until);
  }

  public TimeAsked time() {
    return new TimeAsked(asOf, validAt);
  }
}
