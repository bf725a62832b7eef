package dev.keepsake.access;

import dev.keepsake.memory.WireName;
import dev.keepsake.store.Client;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Right;
import java.util.Set;
import java.util.stream.Collectors;

/// What is done in the name of a client that is not disabled.
public record ClientAccess(Tenant tenant, Set<Right> rights) {
  public ClientAccess {
    rights = Set.copyOf(rights);
  }

  /// A right that this program does not know, of a newer one perhaps, is none.
  static ClientAccess of(Client client) {
    Set<Right> rights =
        client.rights().stream()
            .flatMap(word -> WireName.find(Right.class, word).stream())
            .collect(Collectors.toUnmodifiableSet());
    return new ClientAccess(client.tenant(), rights);
  }
}
