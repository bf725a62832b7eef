package dev.keepsake.tool;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Tenant;
import java.util.Optional;
import java.util.Set;

/// Who is calling, as established by authentication, and in which context. Tools never see headers
/// or keys, and none of this is ever taken from a tool's arguments.
///
/// @param correlationId finds the call in the log and in the audit trail
public record Caller(
    Tenant tenant,
    Set<Right> rights,
    Optional<UserName> user,
    Optional<ConversationId> conversation,
    String correlationId,
    Entry entry) {
  public Caller {
    rights = Set.copyOf(rights);
  }

  public Scope scope() {
    return tenant.scope();
  }

  /// The same caller in another conversation, or in none.
  public Caller in(Optional<ConversationId> other) {
    return new Caller(tenant, rights, user, other, correlationId, entry);
  }

  /// The same caller, whose call comes in by another way.
  public Caller by(Entry other) {
    return new Caller(tenant, rights, user, conversation, correlationId, other);
  }

  /// The same caller, whose user has answered in person.
  public Caller inPerson() {
    return by(Entry.PERSON);
  }

  /// The same caller, whose call is `other`'s.
  public Caller as(UserName other) {
    return new Caller(tenant, rights, Optional.of(other), conversation, correlationId, entry);
  }

  /// @throws MemoryException with `FORBIDDEN` if the caller may not do it
  public void require(Right right) {
    if (!rights.contains(right)) {
      throw new MemoryException(
          ErrorCode.FORBIDDEN, "This needs the right %s.".formatted(right.wireName()));
    }
  }

  /// @throws MemoryException with `USER_REQUIRED` if the call names no user and there is none by
  ///   default
  public UserName requireUser() {
    return user.orElseThrow(() ->
        MemoryException.ofField(
            ErrorCode.USER_REQUIRED,
            "user_id",
            "No user is named and there is none by default: send the header X-User-Id over HTTP, or"
                + " set KEEPSAKE_USER where no API key is used."));
  }

  /// Whose the call is where the endpoint says that it need name nobody: the user that it names,
  /// else the client's own.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if it names the own user of another client
  public UserName userOrClient() {
    UserName own = UserName.ofClient(tenant.client());
    if (user.filter(UserName::isOfClient).filter(named -> !named.equals(own)).isPresent()) {
      throw MemoryException.ofField(
          "user_id",
          "A user name that begins with %s is a client's own; name another user, or none."
              .formatted(UserName.CLIENT_PREFIX));
    }
    return user.orElse(own);
  }

  /// Where a statement of this caller comes from.
  public Origin origin(Optional<String> message) {
    return new Origin(
        entry.source(),
        entry.provenance(),
        entry.trust(),
        entry.extraction(),
        tenant.client(),
        conversation,
        message);
  }
}
