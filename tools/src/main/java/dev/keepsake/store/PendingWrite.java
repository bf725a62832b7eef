package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import java.time.Instant;

/// A write that waits for its user's confirmation.
///
/// @param request the arguments of the call, as JSON
/// @param rule that asks for the confirmation, of the policy `policyVersion`
public record PendingWrite(
    PendingId id,
    Owner owner,
    Tenant tenant,
    ContentHash content,
    String request,
    String rule,
    String policyVersion,
    Instant createdAt,
    Instant expiresAt) {}
