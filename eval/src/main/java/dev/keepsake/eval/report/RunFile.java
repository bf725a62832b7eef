package dev.keepsake.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.eval.score.CaseFigures;
import dev.keepsake.eval.score.Counts;
import dev.keepsake.eval.score.RunFigures;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads back what [RunJson] wrote, as far as another run is compared with it.
public final class RunFile {
  /// How the file is called in the folder of a run.
  public static final String NAME = "run.json";

  private RunFile() {}

  /// @param run the file, or the folder that holds it
  /// @throws UnreadableRun if it is not there or is no run
  public static RunFigures read(Path run) {
    JsonNode json = json(run);
    var cases = new ArrayList<CaseFigures>();
    json.path("cases").forEach(one -> cases.add(figures(one)));
    return new RunFigures(
        json.path("subject").asText() + " on " + json.path("dataset").path("name").asText(),
        json.path("dataset").path("sha256").asText(),
        List.copyOf(cases));
  }

  /// The whole run.
  ///
  /// @throws UnreadableRun as [#read]
  static JsonNode json(Path run) {
    Path file = Files.isDirectory(run) ? run.resolve(NAME) : run;
    try {
      JsonNode json = WireJson.MAPPER.readTree(Files.readAllBytes(file));
      requireRun(file, json);
      return json;
    } catch (JsonProcessingException e) {
      throw new UnreadableRun(file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnreadableRun("There is no run " + file + " that can be read.", e);
    }
  }

  private static void requireRun(Path file, JsonNode json) {
    int format = json.path("format").asInt(0);
    if (format != RunJson.FORMAT || !json.path("cases").isArray()) {
      throw new UnreadableRun(
          "%s is no run that this Keepsake can read (format %d, expected %d)."
              .formatted(file, format, RunJson.FORMAT),
          null);
    }
  }

  private static CaseFigures figures(JsonNode one) {
    return new CaseFigures(
        one.path("case_id").asText(),
        one.path("case_sha256").asText(),
        new Counts(
            1,
            one.path("error").isTextual() ? 1 : 0,
            one.path("expected_writes").asInt(),
            one.path("actual_write_count").asInt(),
            one.path("matched_writes").asInt(),
            one.path("wrong_type").asInt(),
            one.path("expected_deletes").asInt(),
            one.path("deletes_met").asInt(),
            one.path("unasked_deletes").asInt(),
            one.path("expected_supersessions").asInt(),
            one.path("supersessions_met").asInt(),
            one.path("forbidden_writes").asInt(),
            one.path("precision").asDouble(),
            one.path("recall").asDouble()));
  }
}
