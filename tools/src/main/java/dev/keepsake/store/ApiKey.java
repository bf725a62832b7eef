package dev.keepsake.store;

import dev.keepsake.memory.ApiKeyId;
import java.time.Instant;
import java.util.Optional;

/// What is known of an API key. The key itself is nowhere: the store has its hash alone.
///
/// @param prefix by which people recognise it: its first 11 characters, `ks_` included
/// @param name what it is for, in its maker's words
/// @param client whoever has the key
public record ApiKey(ApiKeyId id, String prefix, String name, Client client, Life life) {

  /// @param lastUsed within a minute or so
  public record Life(
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> revoked,
      Optional<Instant> lastUsed) {}

  /// Whether it lets its client in at `now`.
  public boolean worksAt(Instant now) {
    return life.revoked().isEmpty()
        && life.expires().map(now::isBefore).orElse(true)
        && !client.disabled();
  }
}
