package dev.keepsake.server.cli;

import dev.keepsake.embed.Embedder;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.run.CaseStores;
import dev.keepsake.eval.run.HeuristicSubject;
import dev.keepsake.eval.run.Subject;
import dev.keepsake.server.config.Settings;
import java.util.List;

/// What `keepsake eval writes --run` can measure.
final class Subjects {
  private Subjects() {}

  private static final List<String> NAMES = List.of("heuristic", "agent", "replay");

  /// @param settings whose thresholds and limits hold in the stores of the cases
  /// @param embedder stays open
  /// @throws UsageException if there is no subject of that name, or its options are wrong
  static Subject open(
      String name,
      Workbench workbench,
      AgentOptions agent,
      WriteDataset dataset,
      Settings settings,
      Embedder embedder) {
    if (!NAMES.contains(name)) {
      throw new UsageException("--run must be heuristic, agent or replay; it was '" + name + "'.");
    }
    var stores = new CaseStores(settings.keepsake(), embedder);
    try {
      return switch (name) {
        case "agent" -> agent.agent(workbench, stores, dataset);
        case "replay" -> agent.replay(workbench, stores, dataset);
        default -> {
          agent.refuseForHeuristic();
          yield new HeuristicSubject(stores);
        }
      };
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }
}
