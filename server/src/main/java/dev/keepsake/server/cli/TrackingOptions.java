package dev.keepsake.server.cli;

import dev.keepsake.eval.mlflow.RunTracking;
import dev.keepsake.eval.mlflow.TrackingSettings;
import dev.keepsake.eval.report.GitHead;
import dev.keepsake.eval.report.TrackedReport;
import dev.keepsake.eval.report.WriteReport;
import dev.keepsake.server.observe.BuildVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Whether a run is logged for MLflow.
final class TrackingOptions {
  @Option(
      names = "--no-tracking",
      description =
          "Do not log the run. Otherwise it goes to MLFLOW_TRACKING_URI, or to the folder"
              + " eval-runs/mlruns in the data folder.")
  private boolean off;

  /// Fails never; may take a minute where a server does not answer.
  ///
  /// @param base in which the folder of runs is, where no server is named
  Tracked log(
      Map<String, String> environment,
      Path base,
      WriteReport report,
      RunFolder folder,
      Instant started) {
    if (off) {
      return new Tracked(Optional.empty());
    }
    var program = new TreeMap<String, String>();
    program.put("keepsake_version", BuildVersion.current());
    GitHead.commit(Path.of("")).ifPresent(commit -> program.put("git_commit", commit));
    var tracking = new RunTracking(TrackingSettings.of(environment, base));
    return new Tracked(
        Optional.of(tracking.log(TrackedReport.of(report, program, started, folder.artifacts()))));
  }
}
