package dev.keepsake.embed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The embedder of the space that is searched, whichever that is at the moment. What it answers
/// says by its space whose it is: the search may have moved on meanwhile. Thread-safe.
public final class ActiveEmbedder implements Embedder {
  private final Supplier<EmbeddingSpace> active;
  private final Function<EmbeddingSpace, Embedder> maker;
  private final Map<EmbeddingSpace, Embedder> made = new HashMap<>();
  private boolean closed;

  /// @param active the space that is searched; asked by every call
  /// @param maker gives the embedder of a space, once; it is closed with this
  /// @param known one that is there already; closed with this too
  public ActiveEmbedder(
      Supplier<EmbeddingSpace> active, Function<EmbeddingSpace, Embedder> maker, Embedder known) {
    this.active = active;
    this.maker = maker;
    made.put(known.space(), known);
  }

  private Embedder now() {
    EmbeddingSpace space = active.get();
    synchronized (made) {
      return made.computeIfAbsent(
          space,
          one -> {
            Embedder embedder = maker.apply(one);
            if (closed) {
              embedder.close();
            }
            return embedder;
          });
    }
  }

  @Override
  public EmbeddingSpace space() {
    return now().space();
  }

  @Override
  public EmbedderState state() {
    return now().state();
  }

  @Override
  public void preload() {
    now().preload();
  }

  @Override
  public int waiting() {
    return now().waiting();
  }

  @Override
  public void forgetTexts() {
    synchronized (made) {
      made.values().forEach(Embedder::forgetTexts);
    }
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    return now().embed(text, patience);
  }

  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    return now().embedAll(texts, patience);
  }

  @Override
  public void close() {
    synchronized (made) {
      closed = true;
      made.values().forEach(Embedder::close);
    }
  }
}
