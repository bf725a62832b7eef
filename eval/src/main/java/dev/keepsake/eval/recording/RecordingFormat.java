package dev.keepsake.eval.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.llm.scripted.AnswerLine;
import dev.keepsake.llm.scripted.JsonLine;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// The lines of a recording: one JSON object each, a [RecordingHeader] first, then a [RecordedCase]
/// each.
final class RecordingFormat {
  private static final String FORMAT = "keepsake-model-answers";
  private static final int VERSION = 1;

  private RecordingFormat() {}

  static String line(RecordingHeader header) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("format", FORMAT)
            .put("version", VERSION)
            .put("dataset_sha256", header.datasetSha256())
            .put("model", header.model());
    put(json.putObject("parameters"), header.parameters());
    put(json.putObject("prompts"), header.prompts());
    return json.put("created", header.created().toString()) + "\n";
  }

  private static void put(ObjectNode object, Map<String, String> values) {
    values.forEach(object::put);
  }

  static RecordingHeader header(JsonLine line) {
    if (!line.text("format").equals(FORMAT)) {
      throw line.refused("format", "a recording says %s here".formatted(FORMAT));
    }
    long version = line.count("version");
    if (version != VERSION) {
      throw line.refused("version", "is %d, and this program reads %d".formatted(version, VERSION));
    }
    line.only("format", "version", "dataset_sha256", "model", "parameters", "prompts", "created");
    return new RecordingHeader(
        line.text("dataset_sha256"),
        line.text("model"),
        line.texts("parameters"),
        line.texts("prompts"),
        instant(line));
  }

  private static Instant instant(JsonLine line) {
    try {
      return Instant.parse(line.text("created"));
    } catch (DateTimeParseException e) {
      throw line.refused("created", "must be a time like 2026-01-05T09:00:00Z", e);
    }
  }

  static String line(RecordedCase one) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("case_id", one.caseId())
            .put("case_sha256", one.caseSha256());
    var answers = json.putArray("answers");
    one.answers().forEach(answer -> AnswerLine.write(answers.addObject(), answer));
    one.failure()
        .ifPresent(failure ->
            json.putObject("failure")
                .put("code", failure.code().slug())
                .put("message", failure.message()));
    return json + "\n";
  }

  static RecordedCase recordedCase(JsonLine line) {
    line.only("case_id", "case_sha256", "answers", "failure");
    return new RecordedCase(
        line.text("case_id"),
        line.text("case_sha256"),
        line.objects("answers").stream().map(AnswerLine::read).toList(),
        line.object("failure").map(RecordingFormat::failure));
  }

  private static RecordedCase.Failure failure(JsonLine line) {
    line.only("code", "message");
    return new RecordedCase.Failure(AnswerLine.code(line), line.text("message"));
  }
}
