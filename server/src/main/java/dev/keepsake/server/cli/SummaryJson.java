package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.JudgedSummary;
import dev.keepsake.eval.score.SummaryScore;
import dev.keepsake.tool.WireJson;
import java.util.Set;

/// What was measured of episode summaries, as JSON: the figures of the Markdown tables, unrounded,
/// and the summaries.
final class SummaryJson {
  private SummaryJson() {}

  /// @param shown the parts of which summaries and misses are told
  static ObjectNode of(SummaryScore score, Set<Split> shown) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    figures(score, json);
    ArrayNode parts = json.putArray("parts");
    for (Split split : Split.values()) {
      figures(score.only(split), parts.addObject().put("split", split.wireName()));
    }
    ArrayNode conversations = json.putArray("cases");
    for (JudgedSummary each : score.judged()) {
      boolean told = shown.contains(each.conversation().split());
      conversation(each, told, conversations.addObject());
    }
    return json;
  }

  private static void figures(SummaryScore score, ObjectNode json) {
    json.put("conversations", score.judged().size())
        .put("most_sentences", score.mostSentences())
        .put("facts", score.facts())
        .put("found", score.found())
        .put("recall", score.recall());
  }

  private static void conversation(JudgedSummary each, boolean told, ObjectNode json) {
    json.put("id", each.conversation().id())
        .put("language", each.conversation().language())
        .put("split", each.conversation().split().wireName())
        .put("facts", each.facts())
        .put("found", each.found())
        .put("sentences", each.sentences().size());
    if (told) {
      ArrayNode summary = json.putArray("summary");
      each.sentences().forEach(summary::add);
      ArrayNode missed = json.putArray("missed");
      each.missed()
          .forEach(fact -> missed.addObject().put("id", fact.id()).put("fact", fact.text()));
    }
  }
}
