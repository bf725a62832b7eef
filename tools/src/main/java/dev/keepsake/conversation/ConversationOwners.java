package dev.keepsake.conversation;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.util.Optional;

/// Whose conversations a call is about. Thread-safe.
record ConversationOwners(Users users) {

  /// @throws MemoryException with `USER_REQUIRED` if the call names no user
  Optional<Owner> find(Caller caller) {
    return users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> new Owner(user, caller.scope()));
  }

  /// Makes the user if there is none.
  Owner require(Caller caller) {
    return new Owner(
        users.require(caller.tenant().organization(), caller.requireUser()), caller.scope());
  }

  /// What never was, belongs to others or went is told in the same words.
  static MemoryException unknown(ConversationId id) {
    return new MemoryException(ErrorCode.NOT_FOUND, "There is no conversation %s.".formatted(id));
  }
}
