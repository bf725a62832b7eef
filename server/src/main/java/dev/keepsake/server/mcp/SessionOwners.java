package dev.keepsake.server.mcp;

import dev.keepsake.server.auth.Identity;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which client, or which person, opened each session over HTTP: to another it is as if it were not
/// there. Thread-safe.
final class SessionOwners {
  /// Who sends the `initialize` that is being answered: the SDK makes a session without a word on
  /// the request that it is made for.
  static final ScopedValue<Identity> OPENING = ScopedValue.newInstance();

  private final ConcurrentMap<String, Identity> owners = new ConcurrentHashMap<>();

  /// Of whoever is [#OPENING].
  void began(String session) {
    owners.put(session, OPENING.get());
  }

  void ended(String session) {
    owners.remove(session);
  }

  boolean isForeign(String session, Identity caller) {
    Identity owner = owners.get(session);
    return owner != null && !caller.isSameClientAs(owner);
  }
}
