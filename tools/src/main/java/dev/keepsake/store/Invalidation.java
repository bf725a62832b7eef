package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;

/// A change that the cache has to be told of.
///
/// @param revision that the change gave to the memory
public record Invalidation(UserId user, MemoryId memory, long revision) {}
