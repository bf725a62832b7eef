package dev.keepsake.store;

import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import java.util.UUID;

/// A change that the cache has to be told of.
///
/// @param kind of what was changed
/// @param revision that the change gave to it
public record Invalidation(UserId user, Kind kind, UUID id, long revision) {

  /// What is cached.
  public enum Kind implements WireName {
    MEMORY("memory"),
    RAW_MEMORY("raw_memory");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
