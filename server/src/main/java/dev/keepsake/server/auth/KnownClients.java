package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.keepsake.access.AccessKeys;
import dev.keepsake.access.ClientAccess;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import java.util.Optional;

/// What the store said of clients a moment ago, for as long as of keys: so long is one that was
/// disabled let in. Thread-safe.
final class KnownClients {
  private final AccessKeys access;
  private final Cache<Name, Optional<ClientAccess>> clients;

  private record Name(OrganizationName organization, ClientName client) {}

  KnownClients(AccessKeys access, Ticker ticker) {
    this.access = access;
    this.clients = KnownKeys.forgetting(KnownKeys.REMEMBERED, ticker);
  }

  /// Empty if there is none of that name, or it is disabled.
  Optional<ClientAccess> find(OrganizationName organization, ClientName client) {
    return clients.get(new Name(organization, client), _ -> access.find(organization, client));
  }
}
