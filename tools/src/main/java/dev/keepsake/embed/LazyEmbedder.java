package dev.keepsake.embed;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An embedder that is made when it is first needed: to list what is remembered takes no model.
/// Thread-safe.
public final class LazyEmbedder implements Embedder {
  private final EmbeddingSpace space;
  private final Supplier<Embedder> maker;
  private @Nullable Embedder made;
  private boolean closed;

  /// @param maker returns at once; what it makes loads beside
  public LazyEmbedder(EmbeddingSpace space, Supplier<Embedder> maker) {
    this.space = space;
    this.maker = maker;
  }

  @Override
  public void preload() {
    started();
  }

  @Override
  public EmbeddingSpace space() {
    return space;
  }

  /// `Loading` also before anything was begun.
  @Override
  public synchronized EmbedderState state() {
    return made == null ? new EmbedderState.Loading() : made.state();
  }

  @Override
  public synchronized int waiting() {
    return made == null ? 0 : made.waiting();
  }

  @Override
  public synchronized void forgetTexts() {
    if (made != null) {
      made.forgetTexts();
    }
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    return started().embed(text, patience);
  }

  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    return started().embedAll(texts, patience);
  }

  private synchronized Embedder started() {
    if (made == null) {
      made = maker.get();
      if (closed) {
        made.close();
      }
    }
    return made;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (made != null) {
      made.close();
    }
  }
}
