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
  private final Believed<Name, ClientAccess> believed;

  private record Name(OrganizationName organization, ClientName client) {}

  KnownClients(AccessKeys access, Ticker ticker) {
    this.access = access;
    this.clients = KnownKeys.forgetting(KnownKeys.REMEMBERED, ticker);
    this.believed =
        new Believed<>(KnownKeys.forgetting(KnownKeys.BELIEVED, ticker), KnownKeys.PATIENCE);
  }

  /// Empty if there is none of that name, or it is disabled.
  Optional<ClientAccess> find(OrganizationName organization, ClientName client) {
    return clients.get(
        new Name(organization, client),
        name -> believed.ask(name, () -> access.find(organization, client)));
  }

  /// The same, for calls that do their work without the store and must not wait for it: while it
  /// does not answer, what it has said last, if that was not long ago.
  Optional<ClientAccess> findOrBelieve(OrganizationName organization, ClientName client) {
    var name = new Name(organization, client);
    Optional<ClientAccess> found = clients.getIfPresent(name);
    return found == null ? believed.find(name, () -> ask(name)) : found;
  }

  private Optional<ClientAccess> ask(Name name) {
    Optional<ClientAccess> found = access.find(name.organization(), name.client());
    clients.put(name, found);
    return found;
  }
}
