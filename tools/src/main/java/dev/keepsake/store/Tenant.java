package dev.keepsake.store;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Scope;

/// The application on whose behalf the store is asked, as authentication found it.
public record Tenant(OrganizationId organization, ClientId client, Scope scope) {}
