package dev.keepsake.embed;

import java.time.Duration;

public interface Embedder extends AutoCloseable {
  EmbeddingSpace space();

  EmbeddedText embed(String text, Duration patience);

  EmbedderState state();

  @Override
  void close();
}
