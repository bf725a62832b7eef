package dev.keepsake.store;

import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import java.time.Instant;

/// A tenant.
///
/// @param clients how many it has, disabled ones too
public record Organization(
    OrganizationId id, OrganizationName name, Instant created, long clients) {}
