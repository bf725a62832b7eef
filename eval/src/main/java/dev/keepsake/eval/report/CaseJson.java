package dev.keepsake.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.Digests;
import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.eval.score.CaseScore;
import dev.keepsake.eval.score.Counts;
import dev.keepsake.eval.score.WriteExcess;
import dev.keepsake.eval.score.WriteMatch;
import dev.keepsake.eval.score.WriteMiss;
import java.util.List;

/// One case of a run as JSON.
final class CaseJson {
  private CaseJson() {}

  static void put(CaseScore score, ObjectNode json) {
    Counts counts = score.counts();
    json.put("case_id", score.one().id()).put("case_sha256", Digests.of(score.one()));
    score.one().tags().forEach(json.putArray("tags")::add);
    json.put("conversation_summary", CaseText.summary(score.one()));
    ArrayNode writes = json.putArray("actual_writes");
    score.seen().writes().forEach(each -> written(each, writes.addObject()));
    ArrayNode deletes = json.putArray("actual_deletes");
    score.seen().deletes().forEach(each -> forgotten(each, deletes.addObject()));
    json.put("precision", score.precision()).put("recall", score.recall());
    GroupJson.counts(counts, json);
    json.put("latency_ms", GroupJson.millis(score.seen().latency()))
        .put("error", score.seen().error().orElse(null))
        .put("passed", score.flawless());
    details(score, json);
  }

  private static void details(CaseScore score, ObjectNode json) {
    ArrayNode matches = json.putArray("matches");
    score.matches().forEach(each -> match(each, matches.addObject()));
    ArrayNode misses = json.putArray("misses");
    score.misses().forEach(each -> miss(each, misses.addObject()));
    ArrayNode excess = json.putArray("false_positives");
    score.excess().forEach(each -> excess(each, excess.addObject()));
    ArrayNode forbidden = json.putArray("forbidden");
    score
        .forbidden()
        .forEach(each ->
            forbidden
                .addObject()
                .put("content", each.written().content())
                .put("keyword", each.keyword()));
    strings(
        json.putArray("missed_deletes"),
        score.deletes().missed().stream().map(CaseText::keywords).toList());
    strings(
        json.putArray("unasked_delete_contents"),
        score.deletes().unasked().stream().map(Forgotten::content).toList());
    ArrayNode attempts = json.putArray("attempts");
    score.seen().attempts().forEach(each -> attempt(each, attempts.addObject()));
    ArrayNode passedOver = json.putArray("passed_over");
    score
        .seen()
        .passedOver()
        .forEach(each ->
            passedOver.addObject().put("sentence", each.sentence()).put("reason", each.reason()));
  }

  private static void strings(ArrayNode json, List<String> texts) {
    texts.forEach(json::add);
  }

  private static void written(Written written, ObjectNode json) {
    json.put("content", written.content())
        .put("type", written.type().wireName())
        .put("confidence", written.confidence())
        .put("fate", written.fate().wireName());
    strings(json.putArray("superseded"), written.superseded());
  }

  private static void forgotten(Forgotten forgotten, ObjectNode json) {
    json.put("content", forgotten.content()).put("type", forgotten.type().wireName());
  }

  private static void match(WriteMatch match, ObjectNode json) {
    json.put("expected", CaseText.expected(match.expected()))
        .put("content", match.written().content());
    strings(json.putArray("by"), match.by());
    json.put("right_type", match.rightType()).put("superseded", match.superseded());
  }

  private static void miss(WriteMiss miss, ObjectNode json) {
    json.put("expected", CaseText.expected(miss.expected())).put("stage", miss.stage().wireName());
    miss.attempt().ifPresent(attempt -> attempt(attempt, json.putObject("attempt")));
  }

  private static void excess(WriteExcess excess, ObjectNode json) {
    json.put("content", excess.written().content()).put("type", excess.written().type().wireName());
    excess.trap().ifPresent(trap -> json.put("trap", CaseText.expected(trap)));
  }

  private static void attempt(Attempt attempt, ObjectNode json) {
    json.put("tool", attempt.tool()).put("content", attempt.content());
    attempt.type().ifPresent(type -> json.put("type", type.wireName()));
    attempt.confidence().ifPresent(confidence -> json.put("confidence", confidence));
    json.put("action", attempt.action());
    attempt.rule().ifPresent(rule -> json.put("rule", rule));
    attempt.duplicateOf().ifPresent(text -> json.put("duplicate_of", text));
  }
}
