package dev.keepsake.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A run with nothing left but what another is compared with: without conversations, times and
/// latencies, a case a line, so that version control shows which cases changed. [RunFile] reads it
/// as it reads a run.
public final class Baseline {
  private static final List<String> HEAD = List.of("format", "subject", "dataset", "parameters");

  /// All that [RunFile] looks at.
  private static final List<String> CASE =
      List.of(
          "case_id",
          "case_sha256",
          "error",
          "expected_writes",
          "actual_write_count",
          "matched_writes",
          "wrong_type",
          "expected_deletes",
          "deletes_met",
          "unasked_deletes",
          "expected_supersessions",
          "supersessions_met",
          "forbidden_writes",
          "precision",
          "recall");

  private Baseline() {}

  /// @param run the file of a run, or the folder that holds it
  /// @throws UnreadableRun if it is not there or is no run
  public static String of(Path run) {
    JsonNode json = RunFile.json(run);
    var lines = new ArrayList<String>();
    for (String field : HEAD) {
      lines.add("\"%s\":%s,\n".formatted(field, json.path(field)));
    }
    var cases = new ArrayList<String>();
    json.path("cases").forEach(one -> cases.add(figures(one).toString()));
    return "{\n" + String.join("", lines) + "\"cases\":[\n" + String.join(",\n", cases) + "\n]}\n";
  }

  private static ObjectNode figures(JsonNode one) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    for (String field : CASE) {
      JsonNode value = one.path(field);
      boolean nothing = value.isNull() || (value.isNumber() && value.asDouble() == 0);
      if (!value.isMissingNode() && !nothing) { // what is left out is read as 0
        json.set(field, value);
      }
    }
    return json;
  }
}
