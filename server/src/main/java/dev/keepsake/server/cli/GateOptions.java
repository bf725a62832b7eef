package dev.keepsake.server.cli;

import dev.keepsake.eval.report.RunFile;
import dev.keepsake.eval.score.Gate;
import dev.keepsake.eval.score.RunFigures;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a run must reach.
final class GateOptions {
  @Option(
      names = "--min-precision",
      paramLabel = "P",
      description = "Fail below this precision over all writes, 0 to 1; 0.85 if left out.")
  private @Nullable Double minPrecision;

  @Option(
      names = "--min-recall",
      paramLabel = "R",
      description = "Fail below this recall over all writes, 0 to 1; 0.70 if left out.")
  private @Nullable Double minRecall;

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description = "Fail on a significant fall against this run: a run.json or its folder.")
  private @Nullable String baseline;

  /// @throws UsageException if a figure is out of range
  Gate gate() {
    return new Gate(
        share("--min-precision", minPrecision, Gate.DEFAULT.minPrecision()),
        share("--min-recall", minRecall, Gate.DEFAULT.minRecall()));
  }

  private static double share(String option, @Nullable Double given, double otherwise) {
    if (given != null && !(given >= 0 && given <= 1)) {
      throw new UsageException("%s must be from 0 to 1; it was %s.".formatted(option, given));
    }
    return given == null ? otherwise : given;
  }

  /// @throws dev.keepsake.eval.report.UnreadableRun if it is no run
  Optional<RunFigures> baseline() {
    return Optional.ofNullable(baseline).map(run -> RunFile.read(NewFile.path(run)));
  }
}
