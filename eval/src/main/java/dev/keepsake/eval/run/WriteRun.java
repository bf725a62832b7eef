package dev.keepsake.eval.run;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Observes the cases of a dataset, several at a time. A case that fails is an observation with an
/// error; the others go on. What was observed without an error before an interruption is not
/// observed again.
public final class WriteRun {
  private static final Logger LOG = LoggerFactory.getLogger(WriteRun.class);

  private final Subject subject;
  private final Journal journal;
  private final int parallel;

  /// @param parallel how many cases at a time, at least 1
  public WriteRun(Subject subject, Journal journal, int parallel) {
    if (parallel < 1) {
      throw new IllegalArgumentException("no case at a time: " + parallel);
    }
    this.subject = subject;
    this.journal = journal;
    this.parallel = parallel;
  }

  /// @return by the id of the case, in the order of `cases`
  /// @throws InterruptedException if the thread is interrupted; what is observed stays in the
  ///   journal
  public Map<String, Observation> run(List<WriteCase> cases, RunListener listener)
      throws InterruptedException {
    Map<String, Observation> observed = journal.resume();
    List<WriteCase> left = cases.stream().filter(one -> !observed.containsKey(one.id())).toList();
    listener.begins(cases.size() - left.size(), cases.size());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            parallel, Thread.ofPlatform().daemon().name("eval-", 0).factory())) {
      observe(left, cases.size() - left.size(), workers, observed, listener);
    }
    var ordered = new LinkedHashMap<String, Observation>();
    cases.forEach(one -> ordered.put(one.id(), Objects.requireNonNull(observed.get(one.id()))));
    return ordered;
  }

  private void observe(
      List<WriteCase> left,
      int before,
      ExecutorService workers,
      Map<String, Observation> observed,
      RunListener listener)
      throws InterruptedException {
    var finished = new ExecutorCompletionService<Observation>(workers);
    left.forEach(one -> finished.submit(() -> observe(one)));
    try {
      for (int done = 1; done <= left.size(); done++) {
        Observation one = next(finished);
        observed.put(one.caseId(), one);
        if (one.error().isEmpty()) {
          journal.add(one);
        }
        listener.observed(one, before + done);
      }
    } finally {
      workers.shutdownNow(); // whoever waits for the workers to end waits for no case that is left
    }
  }

  private static Observation next(ExecutorCompletionService<Observation> workers)
      throws InterruptedException {
    try {
      return workers.take().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a case ended neither with an observation nor an error", e);
    }
  }

  private Observation observe(WriteCase one) {
    long started = System.nanoTime();
    try {
      return subject.observe(one);
    } catch (RuntimeException e) { // of one case: the others are worth their while
      LOG.atWarn().setCause(e).addKeyValue("case", one.id()).log("a case could not be run");
      String said = e.getMessage() == null ? "" : ": " + e.getMessage();
      return new Observation(
          one.id(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Duration.ofNanos(System.nanoTime() - started),
          Optional.of(e.getClass().getSimpleName() + said));
    }
  }
}
