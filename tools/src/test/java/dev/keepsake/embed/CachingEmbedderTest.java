package dev.keepsake.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.metric.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CachingEmbedderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final EmbeddingSpace SPACE = new EmbeddingSpace("counting-1", 2);

  @Test
  void the_same_text_is_asked_once() {
    CountingEmbedder model = new CountingEmbedder();
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    EmbeddedText first = cached.embed("tea", PATIENCE);
    assertThat(cached.embed("tea", PATIENCE)).isEqualTo(first);
    cached.embed("coffee", PATIENCE);
    assertThat(model.asked).hasValue(2);
  }

  @Test
  void with_the_cache_off_every_text_is_asked() {
    CountingEmbedder model = new CountingEmbedder();
    Embedder plain =
        CachingEmbedder.around(model, new EmbeddingCacheSettings(false, 1000), Metrics.NONE);
    plain.embed("tea", PATIENCE);
    plain.embed("tea", PATIENCE);
    assertThat(model.asked).hasValue(2);
  }

  @Test
  void texts_beyond_the_bytes_are_forgotten() {
    CountingEmbedder model = new CountingEmbedder();
    Embedder tiny =
        CachingEmbedder.around(model, new EmbeddingCacheSettings(true, 100), Metrics.NONE);
    tiny.embed("tea", PATIENCE); // an entry alone is larger than that
    tiny.embed("tea", PATIENCE);
    assertThat(model.asked).hasValue(2);
  }

  @Test
  void equal_texts_in_flight_share_one_answer() throws Exception {
    CountingEmbedder model = new CountingEmbedder();
    model.gate = new CountDownLatch(1);
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<EmbeddedText>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(callers.submit(() -> cached.embed("tea", PATIENCE)));
      }
      model.entered.join();
      model.gate.countDown();
      for (Future<EmbeddedText> answer : answers) {
        assertThat(answer.get().first()).isEqualTo(answers.getFirst().get().first());
      }
    }
    assertThat(model.asked).hasValue(1);
  }

  @Test
  void who_waited_for_a_caller_that_failed_asks_by_itself() throws Exception {
    CountingEmbedder model = new CountingEmbedder();
    model.gate = new CountDownLatch(1);
    model.failures.set(1);
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedText> fails = callers.submit(() -> cached.embed("tea", PATIENCE));
      model.entered.join();
      Future<EmbeddedText> succeeds = callers.submit(() -> cached.embed("tea", PATIENCE));
      model.gate.countDown();
      assertThat(fails).failsWithin(PATIENCE);
      assertThat(succeeds).succeedsWithin(PATIENCE);
    }
    assertThat(model.asked).hasValue(2);
  }

  @Test
  void who_shares_an_answer_keeps_its_own_patience() {
    CountingEmbedder model = new CountingEmbedder();
    model.gate = new CountDownLatch(1);
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedText> patient = callers.submit(() -> cached.embed("tea", PATIENCE));
      model.entered.join();
      assertThatExceptionOfType(MemoryException.class)
          .isThrownBy(() -> cached.embed("tea", Duration.ofMillis(5)))
          .returns(ErrorCode.EMBEDDER_UNAVAILABLE, MemoryException::code);
      model.gate.countDown();
      assertThat(patient).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void of_many_texts_only_those_that_are_not_known_are_asked_together_and_once() {
    CountingEmbedder model = new CountingEmbedder();
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    EmbeddedText tea = cached.embed("tea", PATIENCE);

    List<EmbeddedText> answers =
        cached.embedAll(List.of("milk", "tea", "coffee", "milk"), PATIENCE);

    assertThat(model.batches).containsExactly(List.of("milk", "coffee"));
    assertThat(answers)
        .containsExactly(
            cached.embed("milk", PATIENCE),
            tea,
            cached.embed("coffee", PATIENCE),
            cached.embed("milk", PATIENCE));
    assertThat(model.asked).as("and all of it is remembered").hasValue(3);
  }

  @Test
  void many_texts_that_fail_are_remembered_by_nobody() {
    CountingEmbedder model = new CountingEmbedder();
    model.failures.set(1);
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> cached.embedAll(List.of("tea", "milk"), PATIENCE));
    assertThat(cached.embedAll(List.of("tea", "milk"), PATIENCE)).hasSize(2);
  }

  @Test
  void of_many_texts_one_that_another_caller_asks_is_waited_for() throws Exception {
    CountingEmbedder model = new CountingEmbedder();
    model.gate = new CountDownLatch(1);
    Embedder cached = CachingEmbedder.around(model, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedText> one = callers.submit(() -> cached.embed("tea", PATIENCE));
      model.entered.join();
      Future<List<EmbeddedText>> many =
          callers.submit(() -> cached.embedAll(List.of("tea", "milk"), PATIENCE));
      model.gate.countDown();
      assertThat(many.get().getFirst()).isEqualTo(one.get());
    }
    assertThat(model.asked).hasValue(2);
  }

  @Test
  void a_cache_of_no_bytes_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddingCacheSettings(true, 0));
  }

  /// Answers with a direction drawn from the text's hash, and can be held up or made to fail.
  private static final class CountingEmbedder implements Embedder {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final CompletableFuture<Void> entered = new CompletableFuture<>();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public EmbeddingSpace space() {
      return SPACE;
    }

    @Override
    public EmbedderState state() {
      return new EmbedderState.Ready();
    }

    @Override
    public EmbeddedText embed(String text, Duration patience) {
      asked.incrementAndGet();
      entered.complete(null);
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failures.getAndDecrement() > 0) {
        throw new MemoryException(ErrorCode.OVERLOADED, "full");
      }
      return new EmbeddedText(SPACE, List.of(Embedding.of(new float[] {text.hashCode(), 1})));
    }

    @Override
    public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
      batches.add(texts);
      return Embedder.super.embedAll(texts, patience);
    }

    @Override
    public void close() {}
  }
}
