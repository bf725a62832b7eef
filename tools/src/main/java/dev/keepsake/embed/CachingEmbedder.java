package dev.keepsake.embed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.metric.Lookup;
import dev.keepsake.metric.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Remembers what the model said about a text, and lets equal texts in flight share one answer.
/// Entries never go stale: a text has one vector in a space, and the space is the model's. They go
/// after an hour all the same, so that what was erased by another process is not kept here.
///
/// A failure is shared with nobody: who waited for a caller that failed asks by itself, since its
/// own patience may be longer.
public final class CachingEmbedder implements Embedder {
  private static final int OBJECT_OVERHEAD_BYTES = 160;
  private static final Duration KEPT = Duration.ofHours(1);

  private final Embedder model;
  private final Metrics metrics;
  private final Cache<String, EmbeddedText> remembered;
  private final ConcurrentMap<String, CompletableFuture<EmbeddedText>> inFlight =
      new ConcurrentHashMap<>();

  private CachingEmbedder(Embedder model, long maxBytes, Metrics metrics) {
    this.model = model;
    this.metrics = metrics;
    this.remembered =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .expireAfterWrite(KEPT)
            .weigher(CachingEmbedder::bytes)
            .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
            .build();
  }

  /// `model` with a cache in front of it; `model` itself if the cache is off.
  ///
  /// @param metrics told of every lookup
  public static Embedder around(Embedder model, EmbeddingCacheSettings settings, Metrics metrics) {
    return settings.enabled() ? new CachingEmbedder(model, settings.maxBytes(), metrics) : model;
  }

  private static int bytes(String text, EmbeddedText embedded) {
    long vectors = (long) embedded.chunks().size() * embedded.space().dimension() * Float.BYTES;
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, OBJECT_OVERHEAD_BYTES + 2L * text.length() + vectors));
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
  public int waiting() {
    return model.waiting();
  }

  @Override
  public void forgetTexts() {
    remembered.invalidateAll();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      EmbeddedText known = remembered.getIfPresent(text);
      if (known != null) {
        metrics.embeddingLookup(Lookup.HIT);
        return known;
      }
      CompletableFuture<EmbeddedText> mine = new CompletableFuture<>();
      CompletableFuture<EmbeddedText> others = inFlight.putIfAbsent(text, mine);
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (others == null) {
        metrics.embeddingLookup(Lookup.MISS);
        return ask(text, left, mine);
      }
      if (await(others, left)) {
        metrics.embeddingLookup(Lookup.SHARED);
        return others.join();
      }
    }
  }

  /// What is remembered is not asked again, nor what is asked twice here; what another caller asks
  /// just now is waited for when the rest is there.
  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    var answers = new HashMap<String, EmbeddedText>();
    var mine = new LinkedHashMap<String, CompletableFuture<EmbeddedText>>();
    for (String text : new LinkedHashSet<>(texts)) {
      EmbeddedText known = remembered.getIfPresent(text);
      CompletableFuture<EmbeddedText> answer = new CompletableFuture<>();
      if (known != null) {
        metrics.embeddingLookup(Lookup.HIT);
        answers.put(text, known);
      } else if (inFlight.putIfAbsent(text, answer) == null) {
        metrics.embeddingLookup(Lookup.MISS);
        mine.put(text, answer);
      }
    }
    if (!mine.isEmpty()) {
      answers.putAll(ask(mine, patience));
    }
    return texts.stream()
        .map(text -> {
          EmbeddedText answer = answers.get(text);
          return answer == null
              ? embed(text, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))
              : answer;
        })
        .toList();
  }

  private Map<String, EmbeddedText> ask(
      Map<String, CompletableFuture<EmbeddedText>> questions, Duration patience) {
    try {
      var texts = List.copyOf(questions.keySet());
      var waiting = List.copyOf(questions.values());
      List<EmbeddedText> embedded = model.embedAll(texts, patience);
      var answers = new HashMap<String, EmbeddedText>();
      for (int i = 0; i < texts.size(); i++) {
        answers.put(texts.get(i), embedded.get(i));
        waiting.get(i).complete(embedded.get(i));
      }
      remembered.putAll(answers);
      return answers;
    } finally {
      questions.forEach((text, answer) -> {
        inFlight.remove(text, answer);
        answer.cancel(false); // without effect on an answer that was given
      });
    }
  }

  private EmbeddedText ask(String text, Duration patience, CompletableFuture<EmbeddedText> answer) {
    try {
      EmbeddedText embedded = model.embed(text, patience);
      remembered.put(text, embedded);
      answer.complete(embedded);
      return embedded;
    } finally {
      inFlight.remove(text, answer);
      answer.cancel(false); // without effect on an answer that was given
    }
  }

  /// Whether the other caller got an answer; false if it failed.
  private static boolean await(CompletableFuture<EmbeddedText> others, Duration patience) {
    try {
      others.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | CancellationException e) {
      return false;
    } catch (TimeoutException e) {
      throw new MemoryException(
          ErrorCode.EMBEDDER_UNAVAILABLE, "The embedding model did not answer in time.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(
          ErrorCode.EMBEDDER_UNAVAILABLE, "Waiting for the embedding model was interrupted.", e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
