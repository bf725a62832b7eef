package dev.keepsake.server.worker;

import dev.keepsake.Jobs;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that no caller waits for, each kind on a thread of its own: what fails must not keep
/// the others waiting.
public final class BackgroundWork implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

  private final List<JobWorker> workers;
  private final Duration drain;

  private BackgroundWork(List<JobWorker> workers, Duration drain) {
    this.workers = workers;
    this.drain = drain;
  }

  /// @param drain how long what is due is worked on after [#close] was called
  public static BackgroundWork start(Jobs jobs, Duration drain) {
    List<JobWorker> workers =
        jobs.kinds().stream().map(kind -> new JobWorker(kind, () -> jobs.run(kind))).toList();
    for (JobWorker worker : workers) {
      jobs.whenOpen(worker.kind(), worker::wake);
      worker.start();
    }
    return new BackgroundWork(workers, drain);
  }

  /// Finishes what is due, for as long as was said; to be called when no more calls come in. Waits
  /// for nothing where nothing is due. What is left is done by whoever starts next.
  @Override
  public void close() {
    workers.forEach(JobWorker::end);
    try {
      List<JobWorker> late = stillAlive(workers, drain);
      for (JobWorker worker : late) {
        if (worker.kind().drained()) {
          LOG.atInfo()
              .addKeyValue("job", worker.kind().wireName())
              .log("not all that is open was done before the end; the next start goes on");
        }
        worker.cut();
      }
      for (JobWorker worker : stillAlive(late, GRACE)) {
        LOG.atWarn().addKeyValue("job", worker.kind().wireName()).log("did not end within 5 s");
      }
    } catch (InterruptedException e) {
      workers.forEach(JobWorker::cut);
      Thread.currentThread().interrupt();
    }
  }

  private static List<JobWorker> stillAlive(List<JobWorker> workers, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    var late = new java.util.ArrayList<JobWorker>();
    for (JobWorker worker : workers) {
      if (!worker.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        late.add(worker);
      }
    }
    return late;
  }
}
