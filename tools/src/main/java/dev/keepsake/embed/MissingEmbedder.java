package dev.keepsake.embed;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;

/// Stands for a model that this process can't ask.
///
/// @param reason one sentence: why not, and what to do
public record MissingEmbedder(EmbeddingSpace space, String reason) implements Embedder {

  @Override
  public EmbedderState state() {
    return new EmbedderState.Failed(reason);
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, reason);
  }

  @Override
  public void close() {
    // holds nothing
  }
}
