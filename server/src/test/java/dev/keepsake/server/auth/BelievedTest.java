package dev.keepsake.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A store that does not answer holds up nobody of whom it has said something before.
@Timeout(30)
final class BelievedTest {
  private final Believed<String, String> believed =
      new Believed<>(Caffeine.newBuilder().build(), Duration.ofMillis(50));

  private Optional<String> find(Supplier<Optional<String>> store) {
    return believed.find("key", store);
  }

  private static Optional<String> away() {
    throw new MemoryException(ErrorCode.STORE_UNAVAILABLE, "The store does not answer.");
  }

  @Test
  void while_the_store_fails_its_last_answer_counts() {
    assertThat(find(() -> Optional.of("ada"))).contains("ada");
    assertThat(find(BelievedTest::away)).contains("ada");
    assertThatThrownBy(() -> believed.find("other", BelievedTest::away))
        .isInstanceOf(MemoryException.class);
  }

  @Test
  void what_the_store_no_longer_says_is_not_believed() {
    assertThat(find(() -> Optional.of("ada"))).contains("ada");
    assertThat(find(Optional::empty)).isEmpty();
    assertThatThrownBy(() -> find(BelievedTest::away)).isInstanceOf(MemoryException.class);
  }

  @Test
  void one_that_is_silent_is_asked_once_at_a_time_and_heard_when_it_speaks() throws Exception {
    assertThat(find(() -> Optional.of("ada"))).contains("ada");
    var speaks = new CountDownLatch(1);
    assertThat(
            find(() -> {
              awaitQuietly(speaks);
              return Optional.of("bea");
            }))
        .contains("ada");
    assertThat(find(() -> Optional.of("never asked"))).contains("ada");
    speaks.countDown();
    Optional<String> heard = find(() -> Optional.of("bea"));
    while (!heard.equals(Optional.of("bea"))) {
      heard = find(() -> Optional.of("bea")); // the test's timeout is the limit
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
