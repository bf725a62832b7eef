package dev.keepsake.access;

import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.tool.Right;
import java.util.Optional;
import java.util.Set;

/// A client that is wanted.
///
/// @param scope empty for the one of this process
/// @param rights empty for to read and write
public record ClientRequest(
    OrganizationName organization,
    ClientName name,
    Optional<Scope> scope,
    Optional<Set<Right>> rights) {

  /// @throws IllegalArgumentException if there are no rights in `rights`
  public ClientRequest {
    rights = rights.map(Set::copyOf);
    if (rights.filter(Set::isEmpty).isPresent()) {
      throw new IllegalArgumentException("a client without a right can do nothing");
    }
  }
}
