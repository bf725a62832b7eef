package dev.keepsake.eval.mlflow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A run of an evaluation, as it is to be logged. What MLflow does not take as it is gets fitted to
/// its limits, with a note.
///
/// @param name shown in the list of runs
/// @param params what was run, and with what
/// @param metrics numbers by name, such as `extraction_precision` or `extraction_recall/facts`
/// @param tags free; those that begin with `mlflow.` mean something to MLflow
/// @param artifacts files, stored under their names
/// @param passed false ends the run as failed
public record TrackedRun(
    String name,
    Map<String, String> params,
    Map<String, Double> metrics,
    Map<String, String> tags,
    List<Path> artifacts,
    Instant started,
    Instant ended,
    boolean passed) {
  public TrackedRun {
    params = Map.copyOf(params);
    metrics = Map.copyOf(metrics);
    tags = Map.copyOf(tags);
    artifacts = List.copyOf(artifacts);
  }
}
