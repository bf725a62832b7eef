package dev.keepsake.embed;

import dev.keepsake.error.MemoryException;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Times the answers of `model`, and counts its refusals.
public record MeasuredEmbedder(Embedder model, Metrics metrics) implements Embedder {

  @Override
  public EmbeddingSpace space() {
    return model.space();
  }

  @Override
  public EmbedderState state() {
    return model.state();
  }

  @Override
  public int waiting() {
    return model.waiting();
  }

  @Override
  public void forgetTexts() {
    model.forgetTexts();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    return measured(() -> model.embed(text, patience));
  }

  /// One answer, however many texts.
  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    return measured(() -> model.embedAll(texts, patience));
  }

  private <R> R measured(Supplier<R> question) {
    long started = System.nanoTime();
    try {
      return question.get();
    } catch (MemoryException e) {
      metrics.embedderRefused(e.code().slug());
      throw e;
    } finally {
      metrics.stageSince(Stage.EMBED, started);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
