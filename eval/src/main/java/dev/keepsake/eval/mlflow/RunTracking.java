package dev.keepsake.eval.mlflow;

import dev.keepsake.eval.mlflow.Destination.Folder;
import dev.keepsake.eval.mlflow.Destination.Server;
import dev.keepsake.eval.mlflow.Destination.Unusable;
import dev.keepsake.eval.mlflow.TrackingOutcome.Logged;
import dev.keepsake.eval.mlflow.TrackingOutcome.NotLogged;
import dev.keepsake.eval.mlflow.TrackingOutcome.Partly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Logs runs where the settings say. Whatever fails is the outcome and no exception; what a server
/// did not take as a whole is written to the local folder as well.
public final class RunTracking {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(60));

  private final TrackingSettings settings;
  private final Patience patience;

  /// How long a server is waited for.
  ///
  /// @param connect for the connection
  /// @param whole for all of a run
  record Patience(Duration connect, Duration whole) {}

  public RunTracking(TrackingSettings settings) {
    this(settings, PATIENCE);
  }

  RunTracking(TrackingSettings settings, Patience patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /// Takes 5 seconds where no server answers, and 60 at most. An interruption ends it early and
  /// stays set.
  public TrackingOutcome log(TrackedRun tracked) {
    FittedRun run = MlflowLimits.fit(tracked, settings.experiment());
    return switch (settings.destination()) {
      case Folder(var root) -> inFolder(root, run);
      case Server server -> onServer(server, run);
      case Unusable(var reason) -> notLogged(reason, run);
    };
  }

  private static TrackingOutcome inFolder(Path root, FittedRun run) {
    try {
      LocalRuns.Written written = new LocalRuns(root).write(run);
      String folder = written.folder().toString();
      return written.missing().isEmpty()
          ? new Logged(folder, run.notes())
          : new Partly(folder, written.missing(), run.notes(), Optional.empty());
    } catch (IOException e) {
      return new NotLogged("the run could not be written: " + e, run.notes(), Optional.empty());
    }
  }

  private TrackingOutcome onServer(Server server, FittedRun run) {
    var progress = new Progress();
    // a virtual thread: an interruption reaches it even while it reads from a socket
    ExecutorService one = Executors.newVirtualThreadPerTaskExecutor();
    Future<?> work = one.submit(() -> new ServerRun(server, run, progress).log(patience.connect()));
    try {
      work.get(patience.whole().toMillis(), TimeUnit.MILLISECONDS);
      progress.close("it was not logged");
    } catch (TimeoutException _) {
      progress.close("no answer within %d seconds".formatted(patience.whole().toSeconds()));
    } catch (ExecutionException e) {
      progress.close("MLflow's client could not be used, " + e.getCause());
    } catch (InterruptedException _) {
      progress.close("it was interrupted");
      Thread.currentThread().interrupt();
    } finally {
      one.shutdownNow(); // close() would wait for a server that hangs
    }
    return outcome(run, progress);
  }

  private TrackingOutcome outcome(FittedRun run, Progress progress) {
    Optional<String> page = progress.run();
    if (page.isEmpty()) {
      return notLogged(progress.refusal(), run);
    }
    List<String> notes = joined(run.notes(), progress.notes());
    if (progress.missing().isEmpty()) {
      return new Logged(page.get(), notes);
    }
    Copy copy = copy(run);
    return new Partly(
        page.get(), joined(progress.missing(), copy.problems()), notes, copy.folder());
  }

  private TrackingOutcome notLogged(String reason, FittedRun run) {
    Copy copy = copy(run);
    return new NotLogged(
        String.join("; ", joined(List.of(reason), copy.problems())), run.notes(), copy.folder());
  }

  /// The run in the local folder, where it could be written.
  private record Copy(Optional<Path> folder, List<String> problems) {}

  private Copy copy(FittedRun run) {
    try {
      LocalRuns.Written written = new LocalRuns(settings.fallback()).write(run);
      return new Copy(Optional.of(written.folder()), written.missing());
    } catch (IOException e) {
      return new Copy(Optional.empty(), List.of("the local copy could not be written, " + e));
    }
  }

  private static List<String> joined(List<String> some, List<String> others) {
    var all = new ArrayList<>(some);
    others.stream().filter(other -> !all.contains(other)).forEach(all::add);
    return all;
  }
}
