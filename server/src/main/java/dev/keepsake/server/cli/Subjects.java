package dev.keepsake.server.cli;

import dev.keepsake.embed.Embedder;
import dev.keepsake.eval.run.CaseStores;
import dev.keepsake.eval.run.HeuristicSubject;
import dev.keepsake.eval.run.Subject;
import dev.keepsake.server.config.Settings;

/// What `keepsake eval writes --run` can measure.
final class Subjects {
  private Subjects() {}

  /// @param settings whose thresholds and limits hold in the stores of the cases
  /// @param embedder stays open
  /// @throws UsageException if there is no subject of that name
  static Subject open(String name, Settings settings, Embedder embedder) {
    return switch (name) {
      case "heuristic" -> new HeuristicSubject(new CaseStores(settings.keepsake(), embedder));
      default -> throw new UsageException("--run must be heuristic; it was '" + name + "'.");
    };
  }
}
