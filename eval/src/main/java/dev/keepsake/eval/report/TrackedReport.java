package dev.keepsake.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.mlflow.TrackedRun;
import dev.keepsake.eval.score.Gate;
import dev.keepsake.eval.score.GroupScore;
import dev.keepsake.eval.score.Measure;
import dev.keepsake.eval.score.WriteScore;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A run as it is tracked. Its figures have the names that they have in [RunJson]; those of a tag
/// are below `tags/<tag>/`, those of a part below `parts/<part>/`, and the use of a model below
/// `usage/`.
public final class TrackedReport {
  private final WriteReport report;

  private TrackedReport(WriteReport report) {
    this.report = report;
  }

  /// @param program what was run beside what the report tells: the version, the commit
  /// @param artifacts the files of the run
  public static TrackedRun of(
      WriteReport report, Map<String, String> program, Instant started, List<Path> artifacts) {
    var tracked = new TrackedReport(report);
    RunFacts facts = report.facts();
    return new TrackedRun(
        facts.subject() + " on " + facts.dataset(),
        tracked.params(program),
        tracked.metrics(),
        Map.of("gate", report.passed() ? "passed" : String.join("; ", report.reasons())),
        artifacts,
        started,
        facts.finishedAt(),
        report.passed());
  }

  private SortedMap<String, String> params(Map<String, String> program) {
    RunFacts facts = report.facts();
    Gate gate = report.gate();
    var params = new TreeMap<>(program);
    params.putAll(facts.parameters());
    params.put("dataset", facts.dataset());
    params.put("dataset_version", facts.datasetVersion());
    params.put("dataset_sha256", facts.datasetSha256());
    params.put("subject", facts.subject());
    params.put("min_precision", Double.toString(gate.minPrecision()));
    params.put("min_recall", Double.toString(gate.minRecall()));
    return params;
  }

  private SortedMap<String, Double> metrics() {
    var metrics = new TreeMap<String, Double>();
    WriteScore score = report.score();
    ObjectNode all = WireJson.MAPPER.createObjectNode();
    GroupJson.figures(score.all(), all);
    numbers(all, "", metrics);
    metrics.put("overall_passed", report.passed() ? 1.0 : 0.0);
    score.calibration().brier().ifPresent(value -> metrics.put("brier", value));
    score.byTag().forEach((tag, group) -> group(group, "tags/" + tag + "/", metrics));
    score.parts().forEach((part, group) -> group(group, "parts/" + part + "/", metrics));
    report.usage().ifPresent(usage -> numbers(RunJson.usage(usage), "usage/", metrics));
    return metrics;
  }

  private static void group(GroupScore group, String prefix, Map<String, Double> metrics) {
    metrics.put(prefix + "cases", (double) group.counts().cases());
    for (Measure measure : Measure.values()) {
      String name = measure.wireName().replaceFirst("^extraction_", "");
      measure.of(group.counts()).ifPresent(value -> metrics.put(prefix + name, value));
    }
  }

  /// What could not be measured is null there, and no metric here.
  private static void numbers(ObjectNode json, String prefix, Map<String, Double> metrics) {
    json.forEachEntry((name, value) -> {
      if (value.isNumber()) {
        metrics.put(prefix + name, value.asDouble());
      }
    });
  }
}
