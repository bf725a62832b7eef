package dev.keepsake.access;

import dev.keepsake.memory.ApiKeyId;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Right;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The client that a working key lets in.
///
/// @param expires when it is let in no longer
public record KeyHolder(ApiKeyId key, Tenant tenant, Set<Right> rights, Optional<Instant> expires) {
  public KeyHolder {
    rights = Set.copyOf(rights);
  }

  static KeyHolder of(ApiKey key) {
    var access = ClientAccess.of(key.client());
    return new KeyHolder(key.id(), access.tenant(), access.rights(), key.life().expires());
  }
}
