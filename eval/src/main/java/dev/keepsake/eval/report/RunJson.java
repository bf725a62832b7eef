package dev.keepsake.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.run.ModelUsage;
import dev.keepsake.eval.score.Calibration;
import dev.keepsake.eval.score.Comparison;
import dev.keepsake.eval.score.Comparison.Change;
import dev.keepsake.eval.score.WriteScore;
import dev.keepsake.tool.WireJson;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A run as JSON: the summary at the top level, then its parts, then every case.
public final class RunJson {
  /// Raised whenever a reader of older files would misread newer ones.
  static final int FORMAT = 1;

  private RunJson() {}

  public static ObjectNode of(WriteReport report) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    WriteScore score = report.score();
    json.put("overall_passed", report.passed());
    GroupJson.figures(score.all(), json);
    facts(report.facts(), json);
    GroupJson.intervals(score.all(), json.putObject("intervals"));
    gate(report, json.putObject("gate"));
    report.usage().ifPresent(usage -> json.set("usage", usage(usage)));
    ObjectNode stages = json.putObject("misses_by_stage");
    score.misses().forEach((stage, misses) -> stages.put(stage.wireName(), misses));
    ObjectNode parts = json.putObject("parts");
    score.parts().forEach((name, part) -> GroupJson.group(part, parts.putObject(name)));
    ObjectNode byTag = json.putObject("by_tag");
    score.byTag().forEach((tag, group) -> GroupJson.group(group, byTag.putObject(tag)));
    calibration(score.calibration(), json.putObject("calibration"));
    ArrayNode cases = json.putArray("cases");
    score.cases().forEach(one -> CaseJson.put(one, cases.addObject()));
    return json;
  }

  private static void facts(RunFacts facts, ObjectNode json) {
    json.put("format", FORMAT)
        .put("finished_at", facts.finishedAt().toString())
        .put("subject", facts.subject());
    json.putObject("dataset")
        .put("name", facts.dataset())
        .put("version", facts.datasetVersion())
        .put("sha256", facts.datasetSha256());
    ObjectNode parameters = json.putObject("parameters");
    facts.parameters().forEach(parameters::put);
    json.putObject("bootstrap")
        .put("resamples", facts.bootstrap().resamples())
        .put("seed", facts.bootstrap().seed());
  }

  /// How a model was used.
  static ObjectNode usage(ModelUsage usage) {
    return WireJson.MAPPER
        .createObjectNode()
        .put("answers", usage.answers())
        .put("input_tokens", usage.tokens().input())
        .put("output_tokens", usage.tokens().output())
        .put("tool_calls", usage.toolCalls())
        .put("invalid_arguments", usage.invalidArguments())
        .put("unknown_tools", usage.unknownTools())
        .put("other_failures", usage.otherFailures())
        .put("empty_answers", usage.emptyAnswers())
        .put("cut_off_answers", usage.cutOff())
        .put("endless_turns", usage.endlessTurns());
  }

  private static void gate(WriteReport report, ObjectNode json) {
    json.put("passed", report.passed())
        .put("min_precision", report.gate().minPrecision())
        .put("min_recall", report.gate().minRecall());
    report.reasons().forEach(json.putArray("reasons")::add);
    report.baseline().ifPresent(comparison -> json.set("baseline", comparison(comparison)));
  }

  /// The comparison of two runs.
  public static ObjectNode comparison(Comparison comparison) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("fell", comparison.fell())
            .put("same_dataset", comparison.sameDataset())
            .put("shared_cases", comparison.shared());
    comparison.precision().ifPresent(change -> change(change, json.putObject("precision")));
    comparison.recall().ifPresent(change -> change(change, json.putObject("recall")));
    comparison.better().forEach(json.putArray("better")::add);
    comparison.worse().forEach(json.putArray("worse")::add);
    comparison.changed().forEach(json.putArray("changed_cases")::add);
    return json;
  }

  private static void change(Change change, ObjectNode json) {
    json.put("before", change.before())
        .put("after", change.after())
        .put("difference", change.after() - change.before())
        .put("low", change.difference().low())
        .put("high", change.difference().high())
        .put("fell", change.fell());
  }

  private static void calibration(Calibration calibration, ObjectNode json) {
    json.put("proposals", calibration.proposals())
        .put("brier", orNull(calibration.brier()))
        .put("expected_calibration_error", orNull(calibration.expectedError()));
    ArrayNode bins = json.putArray("bins");
    calibration
        .bins()
        .forEach(bin ->
            bins.addObject()
                .put("from", bin.from())
                .put("to", bin.to())
                .put("proposals", bin.proposals())
                .put("right", bin.right())
                .put("confidence", bin.confidence())
                .put("share", bin.share()));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
