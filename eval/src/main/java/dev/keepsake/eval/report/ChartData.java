package dev.keepsake.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.score.WriteScore;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Locale;

/// What the charts of the page show.
final class ChartData {
  private static final int LATENCY_BINS = 12;

  private ChartData() {}

  /// JSON that may stand in the middle of a page: a tag may hold whatever ends an element there.
  static String of(WriteScore score) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    ArrayNode tags = json.putArray("tags");
    score
        .byTag()
        .forEach((tag, group) ->
            tags.addObject()
                .put("tag", tag)
                .put("precision", group.counts().precision())
                .put("recall", group.counts().recall()));
    ArrayNode calibration = json.putArray("calibration");
    score
        .calibration()
        .bins()
        .forEach(bin ->
            calibration
                .addObject()
                .put("confidence", bin.confidence())
                .put("share", bin.share())
                .put("proposals", bin.proposals()));
    latency(score, json.putArray("latency"));
    ArrayNode stages = json.putArray("stages");
    score
        .misses()
        .forEach((stage, misses) ->
            stages.addObject().put("stage", stage.wireName()).put("misses", misses));
    return json.toString().replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }

  private static void latency(WriteScore score, ArrayNode json) {
    List<Double> millis =
        score.cases().stream().map(one -> GroupJson.millis(one.seen().latency())).toList();
    double most = millis.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double width = most == 0 ? 1 : most / LATENCY_BINS;
    int[] counts = new int[LATENCY_BINS];
    millis.forEach(each -> counts[Math.min((int) (each / width), LATENCY_BINS - 1)]++);
    for (int bin = 0; bin < LATENCY_BINS; bin++) {
      json.addObject()
          .put("label", String.format(Locale.ROOT, "to %.1f ms", (bin + 1) * width))
          .put("cases", counts[bin]);
    }
  }
}
