package dev.keepsake.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.score.Counts;
import dev.keepsake.eval.score.GroupScore;
import dev.keepsake.eval.score.Measure;
import java.time.Duration;

/// The figures of some cases as JSON.
final class GroupJson {
  private static final double NANOS_IN_MILLI = 1e6;

  private GroupJson() {}

  /// Figures, counts and latencies; of what could not be measured null.
  static void figures(GroupScore group, ObjectNode json) {
    Counts counts = group.counts();
    json.put("total_cases", counts.cases()).put("error_cases", counts.errors());
    for (Measure measure : Measure.values()) {
      var value = measure.of(counts);
      json.put(measure.wireName(), value.isPresent() ? (Double) value.getAsDouble() : null);
    }
    counts(counts, json);
    json.put("latency_p50", millis(group.latencyP50()))
        .put("latency_p95", millis(group.latencyP95()));
  }

  static void counts(Counts counts, ObjectNode json) {
    json.put("expected_writes", counts.expected())
        .put("actual_write_count", counts.actual())
        .put("matched_writes", counts.matched())
        .put("false_positive_count", counts.falsePositives())
        .put("wrong_type", counts.wrongTypes())
        .put("expected_deletes", counts.expectedDeletes())
        .put("deletes_met", counts.deletesMet())
        .put("unasked_deletes", counts.unaskedDeletes())
        .put("expected_supersessions", counts.expectedSupersessions())
        .put("supersessions_met", counts.supersessionsMet())
        .put("forbidden_writes", counts.forbidden());
  }

  static ObjectNode intervals(GroupScore group, ObjectNode json) {
    group
        .intervals()
        .forEach((measure, interval) ->
            json.putObject(measure.wireName())
                .put("low", interval.low())
                .put("high", interval.high()));
    return json;
  }

  /// A group under a name of its own.
  static void group(GroupScore group, ObjectNode json) {
    figures(group, json);
    intervals(group, json.putObject("intervals"));
  }

  /// Milliseconds, to the microsecond.
  static double millis(Duration duration) {
    return Math.round(duration.toNanos() / NANOS_IN_MILLI * 1_000) / 1_000.0;
  }
}
