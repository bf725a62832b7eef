package dev.keepsake.store;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserId;

/// All that a queue over all users tells of a memory, or of a write that may become one: whose it
/// is, and which.
public record MemoryKey(UserId user, MemoryId id) {}
