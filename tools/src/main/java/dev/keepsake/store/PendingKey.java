package dev.keepsake.store;

import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.UserId;

/// All that a queue over all users tells of a write that waits: whose it is, and which.
public record PendingKey(UserId user, PendingId id) {}
