package dev.keepsake;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingSpace;
import java.time.Duration;
import java.util.List;

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
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    return shared.embedAll(texts, patience.plusSeconds(60));
  }

  @Override
  public void close() {
    // it stays for the next test
  }
}
