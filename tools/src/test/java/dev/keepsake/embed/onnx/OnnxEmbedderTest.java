package dev.keepsake.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Queue, patience and loading, with a model that the test holds in its hand.
final class OnnxEmbedderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final EmbeddingSpace SPACE = new EmbeddingSpace("held-1", 2);
  private static final OnnxSettings ONE_THREAD_ONE_PLACE = new OnnxSettings(1, 1);

  @Test
  void a_model_that_is_late_is_unavailable_within_the_callers_patience() {
    CountDownLatch loading = new CountDownLatch(1);
    try (var embedder =
        new OnnxEmbedder(
            SPACE,
            ONE_THREAD_ONE_PLACE,
            () -> {
              awaitUninterruptibly(loading);
              return new HeldModel();
            })) {
      assertThat(embedder.state()).isEqualTo(new EmbedderState.Loading());
      assertUnavailable(embedder, Duration.ofMillis(10));
      assertUnavailable(embedder, Duration.ofMillis(10)); // the first one left its place
      loading.countDown();
    }
  }

  @Test
  void a_text_that_came_during_loading_is_embedded_after_it() {
    CountDownLatch loading = new CountDownLatch(1);
    HeldModel model = new HeldModel();
    model.permits.release(100);
    try (var embedder =
            new OnnxEmbedder(
                SPACE,
                ONE_THREAD_ONE_PLACE,
                () -> {
                  awaitUninterruptibly(loading);
                  return model;
                });
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedText> early = callers.submit(() -> embedder.embed("tea", PATIENCE));
      loading.countDown();
      assertThat(early).succeedsWithin(PATIENCE);
      assertThat(embedder.state()).isEqualTo(new EmbedderState.Ready());
    }
  }

  @Test
  void a_full_queue_is_said_at_once() throws Exception {
    HeldModel model = new HeldModel();
    try (var embedder = new OnnxEmbedder(SPACE, ONE_THREAD_ONE_PLACE, () -> model);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedText> running = callers.submit(() -> embedder.embed("one", PATIENCE));
      model.entered.join();
      // two more for one place: exactly one of them is refused
      Future<ErrorCode> second = callers.submit(() -> codeOf(embedder, "two"));
      Future<ErrorCode> third = callers.submit(() -> codeOf(embedder, "three"));
      ErrorCode refused =
          (ErrorCode)
              CompletableFuture.anyOf(asFuture(second), asFuture(third))
                  .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(refused).isEqualTo(ErrorCode.OVERLOADED);
      model.permits.release(100);
      assertThat(running).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void a_text_that_nobody_waits_for_leaves_the_queue() {
    HeldModel model = new HeldModel();
    try (var embedder = new OnnxEmbedder(SPACE, ONE_THREAD_ONE_PLACE, () -> model);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedText> running = callers.submit(() -> embedder.embed("one", PATIENCE));
      model.entered.join();
      for (int i = 0; i < 5; i++) {
        assertUnavailable(embedder, Duration.ofMillis(1));
      }
      model.permits.release(100);
      assertThat(running).succeedsWithin(PATIENCE);
      assertThat(model.texts).isEqualTo(1);
    }
  }

  @Test
  void a_model_that_cannot_be_loaded_is_a_state_with_a_reason() {
    try (var embedder =
        new OnnxEmbedder(
            SPACE,
            ONE_THREAD_ONE_PLACE,
            () -> {
              throw new ModelLoadException("no room on the disk", new IllegalStateException());
            })) {
      assertUnavailable(embedder, PATIENCE);
      assertThat(embedder.state()).isEqualTo(new EmbedderState.Failed("no room on the disk"));
      assertUnavailable(embedder, PATIENCE);
    }
  }

  @Test
  void an_error_of_a_native_library_is_a_state_too() {
    try (var embedder =
        new OnnxEmbedder(
            SPACE,
            ONE_THREAD_ONE_PLACE,
            () -> {
              throw new UnsatisfiedLinkError("wrong ELF class");
            })) {
      assertUnavailable(embedder, PATIENCE);
      assertThat(embedder.state())
          .isInstanceOfSatisfying(
              EmbedderState.Failed.class,
              failed -> assertThat(failed.reason()).contains("wrong ELF class"));
    }
  }

  @Test
  void closing_answers_those_who_wait_and_closes_the_model() {
    HeldModel model = new HeldModel();
    var embedder = new OnnxEmbedder(SPACE, ONE_THREAD_ONE_PLACE, () -> model);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ErrorCode> running = callers.submit(() -> codeOf(embedder, "one"));
      model.entered.join();
      embedder.close();
      embedder.close();
      assertThat(running).succeedsWithin(PATIENCE).isEqualTo(ErrorCode.EMBEDDER_UNAVAILABLE);
    }
    assertThat(model.closed).isEqualTo(1);
    assertUnavailable(embedder, PATIENCE);
  }

  @Test
  void closing_waits_for_a_model_that_is_being_loaded_and_closes_it() {
    CountDownLatch loading = new CountDownLatch(1);
    HeldModel model = new HeldModel();
    var embedder =
        new OnnxEmbedder(
            SPACE,
            ONE_THREAD_ONE_PLACE,
            () -> {
              awaitUninterruptibly(loading);
              return model;
            });
    Thread closing = Thread.ofVirtual().start(embedder::close);
    assertUnavailable(embedder, PATIENCE); // told at once, while closing waits
    assertThat(closing.isAlive()).isTrue();
    loading.countDown();
    join(closing);
    assertThat(model.closed).isEqualTo(1);
  }

  @Test
  void a_blank_text_is_the_callers_error() {
    try (var embedder = new OnnxEmbedder(SPACE, ONE_THREAD_ONE_PLACE, HeldModel::new)) {
      assertThatIllegalArgumentException().isThrownBy(() -> embedder.embed(" \t\n", PATIENCE));
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new OnnxSettings(0, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> new OnnxSettings(65, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> new OnnxSettings(2, 0));
    assertThat(OnnxSettings.defaults().threads()).isBetween(1, 4);
    assertThat(OnnxSettings.defaults().queueCapacity()).isEqualTo(256);
  }

  private static void assertUnavailable(OnnxEmbedder embedder, Duration patience) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> embedder.embed("tea", patience))
        .returns(ErrorCode.EMBEDDER_UNAVAILABLE, MemoryException::code);
  }

  private static ErrorCode codeOf(OnnxEmbedder embedder, String text) {
    try {
      throw new AssertionError("embedded " + embedder.embed(text, PATIENCE));
    } catch (MemoryException e) {
      return e.code();
    }
  }

  private static <T> CompletableFuture<T> asFuture(Future<T> future) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return future.get();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Embeds a text for each permit.
  private static final class HeldModel implements EmbeddingModel {
    private final Semaphore permits = new Semaphore(0);
    private final CompletableFuture<Void> entered = new CompletableFuture<>();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile int texts;
    private volatile int closed;

    @Override
    public EmbeddedText embed(String text) throws InterruptedException {
      entered.complete(null);
      permits.acquire();
      texts++;
      return new EmbeddedText(SPACE, List.of(Embedding.of(new float[] {1, 2})));
    }

    @Override
    public void close() {
      closed++;
      closing.complete(null);
    }
  }
}
