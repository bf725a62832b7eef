package dev.keepsake.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What an agent has noted down of its task, as it was given.
///
/// @param filterTags a JSON object: the application's labels, and the owner's scope among them
/// @param change what was done to it last, at `updatedAt`
/// @param occurredAt when that happened of which it tells, as its writer says
public record RawMemory(
    RawMemoryId id,
    Owner owner,
    String context,
    String filterTags,
    Change change,
    Instant occurredAt,
    Instant createdAt,
    Instant updatedAt) {

  /// Longest context, in characters (code points). What is longer belongs into a file, whose name
  /// can be noted down.
  public static final int MAX_CHARACTERS = 200_000;

  /// What can have been done last.
  public enum Change implements WireName {
    CREATED("created"),
    UPDATED("updated");

    private final String wireName;

    Change(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /// The same, changed at `at`.
  public RawMemory changed(String newContext, String newFilterTags, Instant at) {
    return new RawMemory(
        id, owner, newContext, newFilterTags, Change.UPDATED, occurredAt, createdAt, at);
  }

  /// Rises with every change: no two changes of one user's are at the same moment.
  public long revision() {
    return revision(updatedAt);
  }

  /// That of a change at `at`, in microseconds since 1970.
  public static long revision(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
