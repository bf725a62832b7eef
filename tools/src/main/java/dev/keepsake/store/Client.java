package dev.keepsake.store;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import java.util.Set;

/// An application of an organization, as it is stored.
///
/// @param rights by their words, such as `memory:read`
/// @param disabled whether nothing may be done in its name any more
public record Client(
    Tenant tenant,
    OrganizationName organization,
    ClientName name,
    Set<String> rights,
    boolean disabled) {
  public Client {
    rights = Set.copyOf(rights);
  }
}
