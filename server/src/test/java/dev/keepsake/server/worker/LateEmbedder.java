package dev.keepsake.server.worker;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A model that loads until the test says that it is there; every text has the same vector. It may
/// also get stuck.
final class LateEmbedder implements Embedder {
  volatile boolean late = true;
  volatile boolean stuck;

  @Override
  public EmbeddingSpace space() {
    return OnnxEmbedder.SPACE;
  }

  @Override
  public EmbedderState state() {
    return late ? new EmbedderState.Loading() : new EmbedderState.Ready();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    if (late) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "The model is late.");
    }
    if (stuck) {
      hold();
    }
    float[] values = new float[space().dimension()];
    values[0] = 1;
    return new EmbeddedText(space(), List.of(Embedding.of(values)));
  }

  private static void hold() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "Waiting was interrupted.", e);
    }
  }

  @Override
  public void close() {
    // holds nothing
  }
}
