package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.job.JobKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JobWorkerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void while_there_is_work_the_next_step_comes_soon() {
    assertThat(worker(() -> 3).step()).isEqualTo(JobWorker.BUSY);
  }

  @Test
  void without_work_it_rests_as_its_kind_says() {
    for (JobKind kind : JobKind.values()) {
      assertThat(new JobWorker(kind, () -> 0).step()).isEqualTo(kind.pause());
    }
  }

  /// A scheduled task that throws is never run again.
  @Test
  void a_step_that_fails_is_tried_again_ever_later_up_to_a_bound() {
    JobWorker worker = worker(JobWorkerTest::fail);
    var pauses = IntStream.range(0, 100).mapToObj(_ -> worker.step()).toList();
    assertThat(pauses.subList(0, 3))
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
    assertThat(pauses.getLast()).isEqualTo(JobWorker.LONGEST);
  }

  /// A thread that it ended would leave its work open as long as the process lives.
  @Test
  void an_error_is_a_failure_as_well() {
    JobWorker worker =
        worker(() -> {
          throw new NoClassDefFoundError("gone");
        });
    assertThat(worker.step()).isEqualTo(Duration.ofSeconds(10));
    assertThat(worker.step()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void after_a_failure_the_first_success_ends_the_back_off() {
    var results = new ArrayDeque<>(List.of(-1, 0));
    JobWorker worker = worker(() -> results.pop() < 0 ? fail() : 0);
    assertThat(worker.step()).isGreaterThan(JobKind.EMBEDDINGS.pause());
    assertThat(worker.step()).isEqualTo(JobKind.EMBEDDINGS.pause());
  }

  /// Its kind would rest for minutes.
  @Test
  void who_is_woken_looks_at_once() throws InterruptedException {
    var steps = new Semaphore(0);
    var worker =
        new JobWorker(
            JobKind.PURGE,
            () -> {
              steps.release();
              return 0;
            });
    worker.start();
    for (int i = 0; i < 3; i++) {
      worker.wake();
      assertThat(steps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    worker.end();
    assertThat(worker.await(LONG)).isTrue();
  }

  @Test
  void at_the_end_what_is_due_is_done_and_nothing_after_it() throws InterruptedException {
    var open = new AtomicInteger(5);
    var steps = new AtomicInteger();
    JobWorker worker =
        worker(() -> {
          steps.incrementAndGet();
          return open.get() == 0 ? 0 : open.getAndDecrement();
        });
    worker.start();
    worker.end();
    assertThat(worker.await(LONG)).isTrue();
    assertThat(open).hasValue(0);
    assertThat(steps).as("five that did something, and one that found nothing").hasValue(6);
    worker.wake();
    assertThat(worker.await(LONG)).isTrue();
    assertThat(steps).hasValue(6);
  }

  @Test
  void what_nobody_waits_for_is_cut_short_at_the_end() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var worker = new JobWorker(JobKind.PURGE, () -> holdUntilInterrupted(begun));
    worker.start();
    worker.wake();
    begun.await();
    worker.end();
    assertThat(worker.await(LONG)).isTrue();
  }

  @Test
  void what_fails_at_the_end_is_not_tried_for_ever() throws InterruptedException {
    var tried = new AtomicInteger();
    JobWorker worker =
        worker(() -> {
          tried.incrementAndGet();
          return fail();
        });
    worker.start();
    worker.end();
    assertThat(worker.await(LONG)).isTrue();
    assertThat(tried).hasValue(1);
  }

  private static int holdUntilInterrupted(CountDownLatch begun) {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("cut short", e);
    }
  }

  private static int fail() {
    throw new IllegalStateException("no model");
  }

  private static JobWorker worker(IntSupplier work) {
    return new JobWorker(JobKind.EMBEDDINGS, work);
  }
}
