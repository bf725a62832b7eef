package dev.keepsake.eval.mlflow;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A run that MLflow takes: made by [MlflowLimits].
///
/// @param artifacts no two of one name
/// @param notes what was changed or left out
record FittedRun(
    String experiment,
    String name,
    SortedMap<String, String> params,
    SortedMap<String, Double> metrics,
    SortedMap<String, String> tags,
    List<Path> artifacts,
    Instant started,
    Instant ended,
    boolean passed,
    List<String> notes) {
  FittedRun {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    artifacts = List.copyOf(artifacts);
    notes = List.copyOf(notes);
  }
}
