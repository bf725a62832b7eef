package dev.keepsake.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When Redis is tried again, and what ends an outage.
final class CircuitTest {
  private final AtomicLong nanos = new AtomicLong(1);
  private final RedisReports reports = new RedisReports();
  private final AtomicInteger trials = new AtomicInteger();
  private Optional<String> trial = Optional.empty();
  private final Circuit circuit =
      new Circuit(
          () -> {
            trials.incrementAndGet();
            return trial;
          },
          Runnable::run,
          nanos::get,
          Outage.ofAll(RedisUrl.parse("redis://cache"), reports, nanos::get));

  /// How many seconds pass until it is tried again.
  private int secondsUntilTried() {
    int before = trials.get();
    return IntStream.rangeClosed(0, 100)
        .filter(seconds -> {
          circuit.closed();
          boolean tried = trials.get() > before;
          nanos.addAndGet(tried ? 0 : Duration.ofSeconds(1).toNanos());
          return tried;
        })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pauses_double_up_to_half_a_minute_whether_trials_fail_or_the_calls_after_them() {
    circuit.tryNow();
    circuit.failed("late");
    trial = Optional.of("refused");
    for (int seconds : new int[] {1, 2, 4}) {
      assertThat(secondsUntilTried()).isEqualTo(seconds);
    }
    trial = Optional.empty();
    for (int seconds : new int[] {8, 16, 30, 30}) {
      assertThat(secondsUntilTried()).isEqualTo(seconds);
      circuit.failed("late");
    }
    assertThat(secondsUntilTried()).isEqualTo(30);
    circuit.answered();
    circuit.failed("late");
    assertThat(secondsUntilTried()).isEqualTo(1);
    assertThat(reports.outages).hasValue(1);
  }

  @Test
  void many_calls_that_fail_at_once_are_one_failure() {
    circuit.tryNow();
    for (int i = 0; i < 32; i++) {
      circuit.failed("late");
    }
    assertThat(secondsUntilTried()).isEqualTo(1);
  }

  @Test
  void a_call_that_was_asked_before_the_failure_and_is_answered_after_ends_nothing() {
    circuit.tryNow();
    trial = Optional.of("refused");
    circuit.failed("late");
    circuit.answered();
    assertThat(secondsUntilTried()).isEqualTo(1);
    circuit.answered();
    assertThat(secondsUntilTried()).isEqualTo(2);
  }

  @Test
  void an_outage_is_over_when_a_call_is_answered_a_minute_after_the_last_failure() {
    circuit.tryNow();
    circuit.failed("late");
    nanos.addAndGet(Outage.QUIET.toNanos());
    assertThat(circuit.closed()).isTrue();
    circuit.failed("late");
    assertThat(reports.outages).hasValue(1);
    assertThat(secondsUntilTried()).isEqualTo(2);
    circuit.answered();
    circuit.failed("late");
    assertThat(reports.outages).hasValue(1);
    nanos.addAndGet(Outage.QUIET.toNanos());
    assertThat(circuit.closed()).isTrue();
    circuit.answered();
    circuit.failed("late");
    assertThat(reports.outages).hasValue(2);
  }
}
