package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.report.DuplicateReport;
import dev.keepsake.eval.run.DescriptionRun;
import dev.keepsake.eval.score.ContradictionFigures;
import dev.keepsake.eval.score.DuplicateFigures;
import dev.keepsake.eval.score.JudgedPair;
import dev.keepsake.eval.score.PairScore;
import dev.keepsake.tool.WireJson;
import java.util.Set;

/// What was measured, as JSON: the figures of the Markdown tables, unrounded.
final class EvalJson {
  private EvalJson() {}

  /// @param threshold at which classes are counted
  /// @param shown the parts of which pairs are told
  static ObjectNode of(PairScore score, double threshold, Set<Split> shown) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("pairs", score.judged().size())
            .put("threshold", threshold);
    ArrayNode parts = json.putArray("parts");
    for (Split split : Split.values()) {
      ObjectNode part = parts.addObject().put("split", split.wireName());
      part(score.only(split), part);
      classes(score.only(split), threshold, part.putArray("classes"));
    }
    ArrayNode misses = json.putArray("misses");
    score.misses(shown).forEach(miss -> miss(miss, misses.addObject()));
    return json;
  }

  private static void classes(PairScore part, double threshold, ArrayNode classes) {
    part.byClass(threshold)
        .forEach(each ->
            classes
                .addObject()
                .put("label", each.label().wireName())
                .put("class", each.kind())
                .put("pairs", each.pairs())
                .put("guard_agrees", each.right())
                .put("over_by_cosine", each.overThreshold())
                .put("taken_for_duplicates", each.duplicates()));
  }

  private static void part(PairScore part, ObjectNode json) {
    json.put("pairs", part.judged().size());
    ArrayNode duplicates = json.putArray("duplicates");
    for (double threshold : DuplicateReport.THRESHOLDS) {
      ObjectNode row = duplicates.addObject().put("over", threshold);
      figures(part.duplicates(threshold), row.putObject("cosine_and_guard"));
      figures(part.duplicatesByCosineAlone(threshold), row.putObject("cosine_alone"));
    }
    ArrayNode contradictions = json.putArray("contradictions");
    for (double floor : DuplicateReport.FLOORS) {
      figures(part.contradictions(floor), contradictions.addObject().put("from", floor));
    }
  }

  private static void figures(DuplicateFigures at, ObjectNode json) {
    json.put("precision", at.precision())
        .put("recall", at.recall())
        .put("false_rate", at.falseRate())
        .put("false_rate_upper_95", at.falseRateBound())
        .put("predicted", at.predicted())
        .put("correct", at.correct())
        .put("lost", at.lost());
  }

  private static void figures(ContradictionFigures at, ObjectNode json) {
    json.put("precision", at.precision())
        .put("recall", at.recall())
        .put("contradictions", at.contradictions())
        .put("within", at.within())
        .put("found", at.found())
        .put("claimed", at.claimed());
  }

  private static void miss(JudgedPair miss, ObjectNode json) {
    json.put("id", miss.pair().id())
        .put("split", miss.pair().split().wireName())
        .put("label", miss.pair().label().wireName())
        .put("guard", miss.guardLabel().wireName())
        .put("cosine", miss.cosine())
        .put("stored", miss.pair().stored())
        .put("proposed", miss.pair().proposed());
  }

  static ObjectNode of(DescriptionRun run) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    json.set("singled", WireJson.MAPPER.valueToTree(run.singled()));
    json.set("shown", WireJson.MAPPER.valueToTree(run.shown()));
    return json;
  }
}
