package dev.keepsake.store;

import dev.keepsake.memory.UserId;
import dev.keepsake.memory.WireName;
import java.util.UUID;

/// A change that the cache has to be told of.
///
/// @param kind of what was changed
/// @param id of what was changed; [#LISTS] where that is the lists
/// @param revision that the change gave to it
public record Invalidation(UserId user, Kind kind, UUID id, long revision) {
  /// In the place of an id.
  public static final UUID LISTS = new UUID(0, 0);

  /// That the user has memories that were not there before.
  public static Invalidation ofLists(UserId user, long revision) {
    return new Invalidation(user, Kind.LISTS, LISTS, revision);
  }

  /// What is cached.
  public enum Kind implements WireName {
    /// A memory that was there before, and the user's lists with it.
    MEMORY("memory"),
    /// The user's lists alone, since memories have come.
    LISTS("lists"),
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
