package dev.keepsake.rules;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingSpace;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// The real model, before which a caller waits until the test lets it pass.
final class GatedEmbedder implements Embedder {
  private final Embedder model = TestMemory.model();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  void awaitCaller() throws InterruptedException {
    reached.await();
  }

  void open() {
    open.countDown();
  }

  @Override
  public EmbeddingSpace space() {
    return model.space();
  }

  @Override
  public EmbedderState state() {
    return model.state();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    reached.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return model.embed(text, patience);
  }

  @Override
  public void close() {
    model.close();
  }
}
