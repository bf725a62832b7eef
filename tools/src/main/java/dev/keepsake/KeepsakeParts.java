package dev.keepsake;

import dev.keepsake.embed.Embedder;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.memory.IdSource;
import java.time.InstantSource;
import java.util.Optional;

/// What a Keepsake does not make itself where it is opened with parts from outside.
///
/// @param limiter counts the writes of agents; empty: the store does
public record KeepsakeParts(
    Embedder embedder, IdSource ids, InstantSource clock, Optional<WriteLimiter> limiter) {

  /// The store counts the writes.
  public KeepsakeParts(Embedder embedder, IdSource ids, InstantSource clock) {
    this(embedder, ids, clock, Optional.empty());
  }
}
