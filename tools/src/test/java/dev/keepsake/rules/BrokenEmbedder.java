package dev.keepsake.rules;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import java.time.Duration;

/// Whoever asks it gets no further, as if its process had died.
final class BrokenEmbedder implements Embedder {
  @Override
  public EmbeddingSpace space() {
    return OnnxEmbedder.SPACE;
  }

  @Override
  public EmbedderState state() {
    return new EmbedderState.Ready();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    throw new AssertionError("the process died");
  }

  @Override
  public void close() {
    // holds nothing
  }
}
