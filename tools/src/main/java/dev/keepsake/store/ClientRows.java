package dev.keepsake.store;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Organizations and clients for whoever runs the store: over all organizations. None is ever
/// removed, since what was written names them.
public interface ClientRows {

  /// Every one, the oldest first.
  List<Organization> organizations();

  /// @return false if the name is taken
  boolean insert(OrganizationName name);

  /// Every one, the oldest first, disabled ones too.
  List<ClientEntry> list();

  /// @param rights by their words
  /// @return false if the organization has a client of that name
  boolean insert(OrganizationId organization, ClientName name, Scope scope, Set<String> rights);

  /// @param rights by their words
  void setRights(Tenant client, Set<String> rights);

  /// @return false if it was disabled before
  boolean disable(Tenant client, Instant at);

  /// @return false if it was not disabled
  boolean enable(Tenant client);

  /// The text of its own policy, if it has one; asked beside writes, so it costs one row alone.
  Optional<String> findPolicy(ClientId client);

  void setPolicy(Tenant client, String policy);

  /// From now on it has none of its own.
  void clearPolicy(Tenant client);
}
