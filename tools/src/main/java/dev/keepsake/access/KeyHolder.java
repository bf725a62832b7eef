package dev.keepsake.access;

import dev.keepsake.memory.ApiKeyId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.ApiKey;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Right;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The client that a working key lets in.
///
/// @param expires when it is let in no longer
public record KeyHolder(ApiKeyId key, Tenant tenant, Set<Right> rights, Optional<Instant> expires) {
  public KeyHolder {
    rights = Set.copyOf(rights);
  }

  /// A right that this program does not know, of a newer one perhaps, is none.
  static KeyHolder of(ApiKey key) {
    Set<Right> rights =
        key.client().rights().stream()
            .flatMap(word -> WireName.find(Right.class, word).stream())
            .collect(Collectors.toUnmodifiableSet());
    return new KeyHolder(key.id(), key.client().tenant(), rights, key.life().expires());
  }
}
