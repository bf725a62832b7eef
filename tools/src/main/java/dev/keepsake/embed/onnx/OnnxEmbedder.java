package dev.keepsake.embed.onnx;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The model in this process. Loading starts with the object and runs beside it, so that the
/// process can answer before it is done; callers that come earlier wait in the queue like all
/// others.
///
/// Calls into the model hold their thread in native code, so they run on a few platform threads of
/// its own with a bounded queue; callers may be virtual threads.
public final class OnnxEmbedder implements Embedder {
  private static final Logger log = LoggerFactory.getLogger(OnnxEmbedder.class);

  /// A chunk takes some 50 ms; after this long on closing, native memory is left to the process'
  /// end.
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(5);

  /// The space of the model that is shipped with this library.
  public static final EmbeddingSpace SPACE = MiniLm.SPACE;

  private final EmbeddingSpace space;
  private final CompletableFuture<EmbeddingModel> model = new CompletableFuture<>();
  private final ThreadPoolExecutor workers;
  private final Thread loading;
  private volatile EmbedderState state = new EmbedderState.Loading();

  /// Starts loading the model that is shipped with this library.
  ///
  /// @param folder where the native libraries and the model are unpacked once, shared by processes;
  ///   if nothing can be written there and nothing is there, the state becomes `Failed`
  public static OnnxEmbedder start(Path folder, OnnxSettings settings) {
    return new OnnxEmbedder(MiniLm.SPACE, settings, () -> MiniLm.load(folder, SessionShape.CHOSEN));
  }

  OnnxEmbedder(EmbeddingSpace space, OnnxSettings settings, EmbeddingModel.Loader loader) {
    this.space = space;
    this.workers =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.queueCapacity()),
            Thread.ofPlatform().daemon().name("embed-", 1).factory());
    this.loading = Thread.ofPlatform().daemon().name("embed-load").start(() -> load(loader));
  }

  private void load(EmbeddingModel.Loader loader) {
    try {
      EmbeddingModel loaded = loader.load();
      state = new EmbedderState.Ready();
      if (!model.complete(loaded)) {
        loaded.close(); // closed meanwhile
      }
    } catch (ModelLoadException e) {
      fail(e.reason(), e);
    } catch (Throwable e) { // whatever it was, nobody may wait for a model that will not come
      fail("the embedding model could not be loaded: " + e, e);
    }
  }

  private void fail(String reason, Throwable cause) {
    state = new EmbedderState.Failed(reason);
    if (workers.isShutdown()) {
      log.debug("closed while the model was loading", cause); // its files may be gone by then
    } else {
      log.error("no embeddings in this process: {}", reason, cause);
    }
    model.completeExceptionally(unavailable("The embedding model is not available.", cause));
  }

  @Override
  public EmbeddingSpace space() {
    return space;
  }

  @Override
  public EmbedderState state() {
    return state;
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a blank text has no embedding");
    }
    if (state instanceof EmbedderState.Failed) {
      throw unavailable("The embedding model is not available.");
    }
    FutureTask<EmbeddedText> task = new FutureTask<>(() -> model.get().embed(text));
    enqueue(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw unavailable("The embedding model did not answer in time.", e);
    } catch (CancellationException e) {
      throw unavailable("The embedding model is shutting down.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("Waiting for the embedding model was interrupted.", e);
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      giveUp(task);
    }
  }

  private void enqueue(FutureTask<EmbeddedText> task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      if (workers.isShutdown()) {
        throw unavailable("The embedding model is shutting down.", e);
      }
      throw new MemoryException(
          ErrorCode.OVERLOADED,
          "Too many texts are waiting for the embedding model; try again in a second.",
          e);
    }
  }

  /// Without effect on a task that is done; otherwise its place in the queue is free at once.
  private void giveUp(FutureTask<EmbeddedText> task) {
    if (task.cancel(true)) {
      workers.remove(task);
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof ExecutionException loading && loading.getCause() != null) {
      cause = loading.getCause();
    }
    return switch (cause) {
      case MemoryException refused -> unavailable("The embedding model is not available.", refused);
      case InterruptedException closing ->
          unavailable("The embedding model is shutting down.", closing);
      case null, default -> {
        log.error("the embedding model failed on a text", cause);
        yield unavailable("The embedding model failed on this text.", e);
      }
    };
  }

  private static MemoryException unavailable(String message) {
    return new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, message);
  }

  private static MemoryException unavailable(String message, Throwable cause) {
    return new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, message, cause);
  }

  /// Waits up to 5 s for the model that is being loaded and for the texts in work: a process that
  /// ended meanwhile would pull the native library from under them, and crash.
  @Override
  public synchronized void close() {
    if (workers.isShutdown()) {
      return;
    }
    workers.shutdownNow().forEach(task -> ((FutureTask<?>) task).cancel(false));
    model.completeExceptionally(unavailable("The embedding model is shutting down."));
    if (idle() && !model.isCompletedExceptionally()) {
      model.join().close();
    }
  }

  private boolean idle() {
    try {
      return loading.join(CLOSING_PATIENCE)
          && workers.awaitTermination(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
