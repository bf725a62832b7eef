package dev.keepsake.rules;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// The real model, held back as long as the test wants.
final class HeldEmbedder implements Embedder {
  private final Embedder model = TestMemory.model();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean late;
  private volatile boolean overloaded;
  private volatile String refused = "";
  private volatile Runnable batches = () -> {};
  private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

  /// The texts that it was asked about, also those that it had no vector for.
  List<String> asked() {
    return List.copyOf(asked);
  }

  void late(boolean value) {
    late = value;
  }

  void overloaded(boolean value) {
    overloaded = value;
  }

  /// From now on it has no vector for a text with this word.
  void refuse(String word) {
    refused = word;
  }

  /// What happens before several texts are embedded at once; may throw.
  void beforeBatches(Runnable event) {
    batches = event;
  }

  /// What happens, once, before the next text is embedded.
  void beforeNext(Runnable event) {
    next.set(event);
  }

  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    batches.run();
    return Embedder.super.embedAll(texts, patience);
  }

  @Override
  public EmbeddingSpace space() {
    return model.space();
  }

  @Override
  public EmbedderState state() {
    return late ? new EmbedderState.Loading() : new EmbedderState.Ready();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    asked.add(text);
    next.getAndSet(() -> {}).run();
    if (overloaded) {
      throw new MemoryException(ErrorCode.OVERLOADED, "Too many texts are waiting.");
    }
    if (late) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "The model is late.");
    }
    if (!refused.isEmpty() && text.contains(refused)) {
      throw new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, "The model can't read this.");
    }
    return model.embed(text, patience);
  }

  @Override
  public void close() {
    model.close();
  }
}
