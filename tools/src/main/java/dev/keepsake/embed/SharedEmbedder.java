package dev.keepsake.embed;

import java.time.Duration;
import java.util.List;

/// An embedder that several owners use, none of which may end it: closing does nothing, and who
/// made the one inside closes that. As thread-safe as the one inside.
public record SharedEmbedder(Embedder inside) implements Embedder {

  @Override
  public EmbeddingSpace space() {
    return inside.space();
  }

  @Override
  public EmbedderState state() {
    return inside.state();
  }

  @Override
  public int waiting() {
    return inside.waiting();
  }

  @Override
  public void forgetTexts() {
    inside.forgetTexts();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    return inside.embed(text, patience);
  }

  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    return inside.embedAll(texts, patience);
  }

  @Override
  public void close() {
    // others go on with it
  }
}
