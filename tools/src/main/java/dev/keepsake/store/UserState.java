package dev.keepsake.store;

/// Counters of one user, changed only under that user's lock.
///
/// @param revision rises with every transaction that changes a memory
/// @param epoch rises when memories are removed for good, so that nothing kept in memory may be
///   carried on
public record UserState(long revision, long epoch) {
  public static final UserState NONE = new UserState(0, 0);
}
