package dev.keepsake.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is done beside the calls.
@Timeout(30)
final class LanesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Lanes lanes = new Lanes(10);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch open = new CountDownLatch(1);

  private boolean put(String key, int size, Runnable work) {
    return lanes.put(key, size, Duration.ZERO, work);
  }

  private void waits() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_belongs_together_is_done_in_order_and_a_bug_ends_no_lane() {
    assertThat(put("a", 1, this::waits)).isTrue();
    put(
        "a",
        1,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    put("a", 1, () -> done.add("first"));
    put("a", 1, () -> done.add("second"));
    open.countDown();
    assertThat(lanes.end(LONG)).isTrue();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void what_has_no_room_is_not_waited_for() {
    assertThat(put("a", 10, this::waits)).isTrue();
    assertThat(put("b", 1, () -> done.add("never"))).isFalse();
    open.countDown();
    assertThat(lanes.put("b", 99, LONG, () -> done.add("all of it"))).isTrue();
    assertThat(lanes.end(LONG)).isTrue();
    assertThat(put("b", 1, () -> done.add("never"))).isFalse();
    assertThat(done).containsExactly("all of it");
  }

  @Test
  void what_does_not_end_is_ended() {
    put("a", 1, this::waits);
    assertThat(lanes.end(Duration.ofMillis(1))).isFalse();
  }
}
