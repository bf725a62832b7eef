package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class RunningCallsTest {
  private final RunningCalls calls = new RunningCalls();

  @Test
  void a_call_that_was_cancelled_before_it_began_is_not_run() {
    var ran = new AtomicBoolean();
    try (var call = calls.expect("a")) {
      calls.cancel("a");
      assertThat(call.run(() -> ran.getAndSet(true))).isEmpty();
    }
    assertThat(ran).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_call_that_is_cancelled_is_interrupted_and_its_thread_is_not_afterwards() {
    try (var call = calls.expect("a")) {
      assertThat(
              call.run(() -> {
                calls.cancel("a");
                return Thread.currentThread().isInterrupted();
              }))
          .isEmpty();
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_call_that_ended_by_an_error_can_no_longer_be_cancelled() {
    var call = calls.expect("a");
    assertThatThrownBy(() ->
            call.run(() -> {
              throw new StackOverflowError();
            }))
        .isInstanceOf(StackOverflowError.class);
    calls.cancel("a");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_call_that_never_began_is_forgotten_when_it_is_closed() {
    var call = calls.expect("a");
    call.close();
    calls.cancel("a");
    assertThat(call.run(() -> "done")).contains("done");
  }

  /// A client that gives an id to two calls can cancel the second.
  @Test
  void of_two_calls_with_one_key_each_ends_by_itself() {
    var first = calls.expect("a");
    try (var second = calls.expect("a")) {
      first.close();
      calls.cancel("a");
      assertThat(second.run(() -> "done")).isEmpty();
    }
  }
}
