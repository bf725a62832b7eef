package dev.keepsake;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingSpace;
import java.time.Duration;

/// The model that all tests share: closed by none of them, and waited for by each.
record UnclosedEmbedder(Embedder shared) implements Embedder {
  @Override
  public EmbeddingSpace space() {
    return shared.space();
  }

  @Override
  public EmbedderState state() {
    return shared.state();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    return shared.embed(text, patience.plusSeconds(60)); // loading is not what they test
  }

  @Override
  public void close() {
    // it stays for the next test
  }
}
