package dev.keepsake.audit;

import dev.keepsake.memory.UserId;

/// Where a user's chain of events ends.
///
/// @param seq how many events there are; 0 before the first
/// @param hash of the last, or [AuditChain#GENESIS]
public record UserHead(UserId user, long seq, String hash) {}
