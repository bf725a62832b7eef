package dev.keepsake.store;

import java.time.Instant;
import java.util.Optional;

/// A client with what its operator is told of it.
///
/// @param disabled since when nothing may be done in its name
/// @param ownPolicy whether it has a policy of its own; else the installation's decides
public record ClientEntry(
    Client client, Instant created, Optional<Instant> disabled, boolean ownPolicy) {}
