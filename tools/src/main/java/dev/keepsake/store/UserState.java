package dev.keepsake.store;

import dev.keepsake.embed.EmbeddingSpace;

/// Counters of one user, changed only under that user's lock, and the space that is searched.
///
/// @param revision rises with every transaction that changes a memory
/// @param epoch rises when memories are removed for good, so that nothing kept in memory may be
///   carried on
/// @param space the active one as of the same transaction: vectors of another are not compared with
///   those that it reads, nor written
public record UserState(long revision, long epoch, EmbeddingSpace space) {

  /// Whether this is the state of `other`'s transaction or of a later one.
  public boolean atLeast(UserState other) {
    return epoch > other.epoch || (epoch == other.epoch && revision >= other.revision);
  }

  /// That of a user for whom nothing was ever written.
  public static UserState none(EmbeddingSpace space) {
    return new UserState(0, 0, space);
  }
}
