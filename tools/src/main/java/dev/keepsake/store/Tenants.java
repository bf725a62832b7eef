package dev.keepsake.store;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import java.util.Optional;
import java.util.Set;

/// Organizations, clients and scopes.
public interface Tenants {

  /// The one organization and the one client of embedded mode, with `scope`; made at the first
  /// start.
  Tenant requireLocal(Scope scope);

  Optional<OrganizationId> findOrganization(OrganizationName name);

  /// The client of that name as it is, disabled or not.
  Optional<Client> findClient(OrganizationName organization, ClientName client);

  /// The client of that name as it is, disabled or not; made, and its organization too, if there is
  /// none.
  ///
  /// @param scope of a client that is made
  /// @param rights of a client that is made, by their words
  Client requireClient(
      OrganizationName organization, ClientName client, Scope scope, Set<String> rights);
}
