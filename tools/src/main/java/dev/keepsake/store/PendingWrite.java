package dev.keepsake.store;

import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.PendingState;
import java.time.Instant;
import java.util.Optional;

/// A write that waits for its user's confirmation, or did.
///
/// @param request what was to be written, as JSON
/// @param rule that asks for the confirmation, of the policy `policyVersion`
/// @param conversation in which it was proposed
/// @param expiresAt the first moment at which it can no longer be confirmed
/// @param outcome once it was answered: what came of it, as JSON
public record PendingWrite(
    PendingId id,
    Owner owner,
    Tenant tenant,
    ContentHash content,
    String request,
    String rule,
    String policyVersion,
    Optional<ConversationId> conversation,
    Instant createdAt,
    Instant expiresAt,
    PendingState state,
    Optional<String> outcome) {

  public boolean expiredAt(Instant moment) {
    return !moment.isBefore(expiresAt);
  }
}
