package dev.keepsake.overview;

import dev.keepsake.embed.EmbeddingSpace;
import java.time.Duration;

/// Whether the embedding model answers.
public sealed interface ModelCheck {

  /// @param took for loading it and embedding one text
  record Answers(EmbeddingSpace space, Duration took) implements ModelCheck {}

  /// Saving and searching by words go on without it.
  record Silent(String reason) implements ModelCheck {}
}
