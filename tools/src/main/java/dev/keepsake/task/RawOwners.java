package dev.keepsake.task;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.KnownUsers;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose raw memories a call is about. Thread-safe.
final class RawOwners {
  private static final Logger LOG = LoggerFactory.getLogger(RawOwners.class);

  private final Users users;
  private final KnownUsers known;

  RawOwners(Users users) {
    this.users = users;
    this.known = new KnownUsers(users);
  }

  /// The user that the call names, else the client's own.
  static UserName name(Caller caller) {
    if (caller.user().isEmpty()) {
      LOG.atInfo()
          .addKeyValue("client", caller.tenant().client())
          .addKeyValue("correlation_id", caller.correlationId())
          .log("a call without a user is the client's own");
    }
    return caller.userOrClient();
  }

  /// Makes the user if there is none.
  Owner require(Caller caller, UserName name) {
    return new Owner(users.require(caller.tenant().organization(), name), caller.scope());
  }

  Optional<Owner> find(Caller caller, UserName name) {
    return users
        .find(caller.tenant().organization(), name)
        .map(user -> new Owner(user, caller.scope()));
  }

  /// What `look` finds of the user; the id is remembered, so that what the cache has needs no
  /// database.
  <R> Optional<R> findKnown(Caller caller, UserName name, Function<Owner, Optional<R>> look) {
    OrganizationId organization = caller.tenant().organization();
    return known
        .find(organization, name)
        .flatMap(user ->
            look.apply(new Owner(user, caller.scope()))
                .or(() ->
                    known
                        .findOther(organization, name, user)
                        .flatMap(other -> look.apply(new Owner(other, caller.scope())))));
  }

  /// What never was, belongs to others or went is told in the same words.
  static MemoryException unknown(RawMemoryId id) {
    return new MemoryException(ErrorCode.NOT_FOUND, "There is no raw memory %s.".formatted(id));
  }
}
