package dev.keepsake.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.tool.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the process lives, and whether it can serve. It can without the embedding model: saving
/// and searching by words go on. Thread-safe, the check in work guarded by `this`.
final class Health {
  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";
  static final Set<String> PATHS = Set.of(LIVE, READY);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final Runnable checkStore;
  private final Supplier<EmbedderState> embedder;
  private final Duration patience;
  private @Nullable FutureTask<Void> storeCheck;

  /// What a probe is told.
  record Report(int status, ObjectNode json) {
    void write(HttpServletResponse response) throws IOException {
      response.setStatus(status);
      response.setContentType("application/json");
      response.getOutputStream().write(WireJson.MAPPER.writeValueAsBytes(json));
    }
  }

  Health(Runnable checkStore, Supplier<EmbedderState> embedder) {
    this(checkStore, embedder, PATIENCE);
  }

  Health(Runnable checkStore, Supplier<EmbedderState> embedder, Duration patience) {
    this.checkStore = checkStore;
    this.embedder = embedder;
    this.patience = patience;
  }

  static Report live() {
    return new Report(200, WireJson.MAPPER.createObjectNode().put("status", "up"));
  }

  Report ready() {
    Optional<String> broken = storeFailure();
    EmbedderState model = embedder.get();
    String status =
        broken.isPresent() ? "down" : model instanceof EmbedderState.Ready ? "up" : "degraded";
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("status", status);
    ObjectNode store = json.putObject("store").put("status", broken.isPresent() ? "down" : "up");
    broken.ifPresent(reason -> store.put("reason", reason));
    describe(model, json.putObject("embedder"));
    return new Report(broken.isPresent() ? 503 : 200, json);
  }

  private static void describe(EmbedderState model, ObjectNode json) {
    switch (model) {
      case EmbedderState.Ready() -> json.put("status", "ready");
      case EmbedderState.Loading() -> json.put("status", "loading");
      case EmbedderState.Failed(var reason) -> json.put("status", "failed").put("reason", reason);
    }
  }

  private Optional<String> storeFailure() {
    try {
      check().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of("It did not answer within " + patience.toMillis() + " ms.");
    } catch (ExecutionException e) {
      LOG.warn("the store failed its check", e.getCause());
      return Optional.of("It cannot be used; the log says why.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The check was interrupted.");
    }
  }

  /// One check at a time: probes of a store that hangs must not pile up.
  private synchronized FutureTask<Void> check() {
    if (storeCheck == null || storeCheck.isDone()) {
      storeCheck = new FutureTask<>(checkStore, null);
      Thread.ofVirtual().name("store-check").start(storeCheck);
    }
    return storeCheck;
  }
}
