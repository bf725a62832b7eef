package dev.keepsake.audit;

import dev.keepsake.memory.EventId;
import java.time.Instant;

/// An event in its place in its user's chain.
///
/// @param form of what the hash covers
/// @param seq 1 for the user's first event, without gaps
/// @param digests of the texts, which themselves may have been erased since
/// @param previousHash the hash of the event before, or [AuditChain#GENESIS]
/// @param hash over `previousHash` and everything else here but the texts
public record ChainedEvent(
    EventForm form,
    EventId id,
    long seq,
    Instant at,
    AuditEvent event,
    TextDigests digests,
    String previousHash,
    String hash) {}
