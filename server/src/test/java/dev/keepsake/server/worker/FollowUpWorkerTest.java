package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FollowUpWorkerTest {

  @Test
  void while_there_is_work_the_next_step_comes_soon() {
    try (var worker = worker(() -> 3)) {
      assertThat(worker.step()).isEqualTo(FollowUpWorker.BUSY);
    }
  }

  @Test
  void without_work_it_rests() {
    try (var worker = worker(() -> 0)) {
      assertThat(worker.step()).isEqualTo(FollowUpWorker.IDLE);
    }
  }

  /// A scheduled task that throws is never run again.
  @Test
  void a_step_that_fails_is_tried_again_ever_later_up_to_a_bound() {
    try (var worker =
        worker(() -> {
          throw new IllegalStateException("no model");
        })) {
      var pauses = IntStream.range(0, 10).mapToObj(_ -> worker.step()).toList();
      assertThat(pauses.subList(0, 3))
          .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
      assertThat(pauses.getLast()).isEqualTo(FollowUpWorker.LONGEST);
    }
  }

  @Test
  void after_a_failure_the_first_success_ends_the_back_off() {
    var results = new java.util.ArrayDeque<>(java.util.List.of(-1, 0));
    try (var worker =
        worker(() -> {
          int next = results.pop();
          if (next < 0) {
            throw new IllegalStateException("not yet");
          }
          return next;
        })) {
      assertThat(worker.step()).isGreaterThan(FollowUpWorker.IDLE);
      assertThat(worker.step()).isEqualTo(FollowUpWorker.IDLE);
    }
  }

  private static FollowUpWorker worker(IntSupplier followUp) {
    return new FollowUpWorker(followUp, Executors.newSingleThreadScheduledExecutor());
  }
}
