package dev.keepsake.eval.report;

import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.score.Bootstrap;
import dev.keepsake.eval.score.RunFigures;
import dev.keepsake.eval.score.WriteScore;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What run a report is of.
///
/// @param dataset its name
/// @param datasetSha256 of the dataset's bytes, in hexadecimal digits
/// @param subject what was measured: `heuristic`, `agent`, `replay`
/// @param parameters what the run depends on beside the dataset
/// @param finishedAt when it was judged
public record RunFacts(
    String dataset,
    String datasetVersion,
    String datasetSha256,
    String subject,
    SortedMap<String, String> parameters,
    Bootstrap bootstrap,
    Instant finishedAt) {
  public RunFacts {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  public static RunFacts of(
      WriteDataset dataset,
      String subject,
      SortedMap<String, String> parameters,
      Bootstrap bootstrap,
      Instant finishedAt) {
    return new RunFacts(
        dataset.name(),
        dataset.version(),
        dataset.sha256(),
        subject,
        parameters,
        bootstrap,
        finishedAt);
  }

  /// What is kept of the run to compare it with another.
  public RunFigures figures(WriteScore score) {
    return RunFigures.of(subject + " on " + dataset, datasetSha256, score);
  }
}
