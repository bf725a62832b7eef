package dev.keepsake.overview;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.error.MemoryException;
import dev.keepsake.store.StoreCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/// Tries each part that a memory is made of, beside whatever else uses the same data folder.
public final class HealthCheck {
  /// The first start unpacks the model, which takes seconds on a slow disk.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SAMPLE = "The user likes to know that everything works.";

  private final Path home;
  private final Supplier<StoreCheck> store;
  private final Supplier<Embedder> embedder;

  /// @param store looks at the store
  /// @param embedder starts one that is this check's own
  public HealthCheck(Path home, Supplier<StoreCheck> store, Supplier<Embedder> embedder) {
    this.home = home;
    this.store = store;
    this.embedder = embedder;
  }

  public FolderCheck folder() {
    return FolderCheck.of(home);
  }

  public StoreCheck store() {
    return store.get();
  }

  /// Loads the model and embeds a text with it. Unpacks the model into the data folder if it is not
  /// there, as every start does.
  public ModelCheck model() {
    long started = System.nanoTime();
    try (Embedder model = embedder.get()) {
      try {
        model.embed(SAMPLE, PATIENCE);
        return new ModelCheck.Answers(model.space(), Duration.ofNanos(System.nanoTime() - started));
      } catch (MemoryException e) {
        return new ModelCheck.Silent(
            model.state() instanceof EmbedderState.Failed(var reason)
                ? reason
                : String.valueOf(e.getMessage()));
      }
    }
  }
}
