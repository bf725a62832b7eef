package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;
import java.util.Optional;

/// A change that the cache has to be told of.
///
/// @param memory that was there before and is another now; empty: only the user's lists are others,
///   since memories have come
/// @param revision that the change gave to the memories
public record Invalidation(UserId user, Optional<MemoryId> memory, long revision) {}
