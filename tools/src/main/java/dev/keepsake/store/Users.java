package dev.keepsake.store;

import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import java.util.Optional;

/// The people of the organizations.
public interface Users {

  /// The user of that name, or empty if nothing was ever written for one.
  Optional<UserId> find(OrganizationId organization, UserName name);

  /// The user of that name, made if there is none. Callers in several processes get the same one.
  UserId require(OrganizationId organization, UserName name);
}
