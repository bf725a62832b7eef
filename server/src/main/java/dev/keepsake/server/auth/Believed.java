package dev.keepsake.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the store has said, for calls that must not wait for it: while it does not answer, its last
/// answer counts, and it is asked beside the calls, once at a time for each question. Thread-safe.
final class Believed<Q, T> {
  private static final Logger LOG = LoggerFactory.getLogger(Believed.class);

  private final Cache<Q, T> last;
  private final Duration patience;
  private final ConcurrentMap<Q, CompletableFuture<Optional<T>>> asked = new ConcurrentHashMap<>();
  private volatile boolean away;

  /// @param last for as long as it is to be believed
  /// @param patience with a store that has answered before
  Believed(Cache<Q, T> last, Duration patience) {
    this.last = last;
    this.patience = patience;
  }

  /// The store's answer, or its last.
  ///
  /// @param store throws a [MemoryException] if it does not answer
  /// @throws MemoryException if it does not answer, and has not answered this before
  Optional<T> find(Q question, Supplier<Optional<T>> store) {
    Optional<T> before = Optional.ofNullable(last.getIfPresent(question));
    if (before.isEmpty()) {
      return ask(question, store);
    }
    CompletableFuture<Optional<T>> answer = askBeside(question, store);
    return away && !answer.isDone() ? before : await(answer).orElse(before);
  }

  /// The same, and nothing else will do.
  Optional<T> ask(Q question, Supplier<Optional<T>> store) {
    try {
      Optional<T> answer = store.get();
      answer.ifPresentOrElse(told -> last.put(question, told), () -> last.invalidate(question));
      away = false;
      return answer;
    } catch (MemoryException e) {
      away = true;
      throw e;
    }
  }

  private CompletableFuture<Optional<T>> askBeside(Q question, Supplier<Optional<T>> store) {
    var mine = new CompletableFuture<Optional<T>>();
    var other = asked.putIfAbsent(question, mine);
    if (other != null) {
      return other;
    }
    var _ =
        Thread.ofVirtual()
            .name("believed")
            .start(() -> {
              try {
                mine.complete(ask(question, store));
              } catch (RuntimeException e) {
                mine.completeExceptionally(e);
              } finally {
                asked.remove(question, mine);
              }
            });
    return mine;
  }

  /// @return empty if the store does not answer in time
  private Optional<Optional<T>> await(CompletableFuture<Optional<T>> answer) {
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      LOG.debug("the store's last answer is believed", e);
      return Optional.empty();
    } catch (TimeoutException e) {
      away = true; // until it has answered that
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
