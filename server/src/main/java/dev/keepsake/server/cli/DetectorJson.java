package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.DetectorText;
import dev.keepsake.eval.dataset.DetectorText.Label;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.DetectorFigures;
import dev.keepsake.eval.score.DetectorScore;
import dev.keepsake.eval.score.JudgedText;
import dev.keepsake.tool.WireJson;

/// What was measured of the detectors, as JSON: the figures of the Markdown tables, unrounded.
final class DetectorJson {
  private DetectorJson() {}

  static ObjectNode of(DetectorScore score) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("texts", score.judged().size());
    ArrayNode parts = json.putArray("parts");
    for (Split split : Split.values()) {
      part(score.only(split), parts.addObject().put("split", split.wireName()));
    }
    ArrayNode classes = json.putArray("classes");
    score
        .byClass()
        .forEach(each ->
            classes
                .addObject()
                .put("label", each.label().wireName())
                .put("class", each.kind())
                .put("texts", each.texts())
                .put("right", each.right()));
    ArrayNode misses = json.putArray("misses");
    score.misses().forEach(miss -> miss(miss, misses.addObject()));
    return json;
  }

  private static void part(DetectorScore part, ObjectNode json) {
    json.put("texts", part.judged().size());
    ArrayNode labels = json.putArray("labels");
    for (Label label : Label.values()) {
      DetectorFigures at = part.figures(label);
      labels
          .addObject()
          .put("label", label.wireName())
          .put("precision", at.precision())
          .put("recall", at.recall())
          .put("texts", at.texts())
          .put("found", at.found())
          .put("claimed", at.claimed());
    }
  }

  private static void miss(JudgedText miss, ObjectNode json) {
    json.put("id", miss.text().id())
        .put("split", miss.text().split().wireName())
        .put("label", DetectorText.written(miss.text().labels()))
        .put("text", miss.text().text());
    ArrayNode found = json.putArray("found");
    miss.found().forEach(each -> found.add(each.name()));
  }
}
