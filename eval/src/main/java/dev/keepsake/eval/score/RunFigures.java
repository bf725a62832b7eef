package dev.keepsake.eval.score;

import java.util.List;

/// What is kept of a run to compare it with another.
///
/// @param name for messages: the subject and the dataset
/// @param datasetSha256 of the dataset's bytes
public record RunFigures(String name, String datasetSha256, List<CaseFigures> cases) {
  public RunFigures {
    cases = List.copyOf(cases);
  }

  public static RunFigures of(String name, String datasetSha256, WriteScore score) {
    return new RunFigures(
        name, datasetSha256, score.cases().stream().map(CaseFigures::of).toList());
  }
}
