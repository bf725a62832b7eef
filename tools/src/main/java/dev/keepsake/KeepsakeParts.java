package dev.keepsake;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.MissingEmbedder;
import dev.keepsake.limit.WriteLimiter;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.memory.IdSource;
import dev.keepsake.store.StoredSpace;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// What a Keepsake does not make itself where it is opened with parts from outside.
///
/// @param embedder of the model that is set
/// @param others gives the embedder of another model's space, while the store is still searched
///   with that
/// @param limiter counts the writes of agents; empty: Redis does if one is set, else the store
/// @param model the language model; empty: the one that is set, if any
public record KeepsakeParts(
    Embedder embedder,
    Function<StoredSpace, Embedder> others,
    IdSource ids,
    InstantSource clock,
    Optional<WriteLimiter> limiter,
    Optional<ChatModel> model) {

  /// For a store that knows no other model.
  public KeepsakeParts(Embedder embedder, IdSource ids, InstantSource clock) {
    this(embedder, KeepsakeParts::missing, ids, clock, Optional.empty());
  }

  /// With the language model that is set.
  public KeepsakeParts(
      Embedder embedder,
      Function<StoredSpace, Embedder> others,
      IdSource ids,
      InstantSource clock,
      Optional<WriteLimiter> limiter) {
    this(embedder, others, ids, clock, limiter, Optional.empty());
  }

  private static Embedder missing(StoredSpace other) {
    return new MissingEmbedder(
        other.space(), "There is no model " + other.space().model() + " here.");
  }
}
