package dev.keepsake.eval.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

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

  static RecordingHeader header(RecordingLine line) {
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

  private static Instant instant(RecordingLine line) {
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
    one.answers().forEach(answer -> put(answers.addObject(), answer));
    one.failure()
        .ifPresent(failure ->
            json.putObject("failure")
                .put("code", failure.code().slug())
                .put("message", failure.message()));
    return json + "\n";
  }

  private static void put(ObjectNode json, ChatAnswer answer) {
    json.put("text", answer.text());
    var calls = json.putArray("tool_calls");
    answer
        .toolRequests()
        .forEach(call ->
            calls
                .addObject()
                .put("id", call.id())
                .put("name", call.tool())
                .put("arguments", call.arguments()));
    json.put("input_tokens", answer.tokens().input())
        .put("output_tokens", answer.tokens().output())
        .put("finish_reason", answer.finishReason().wireName());
  }

  static RecordedCase recordedCase(RecordingLine line) {
    line.only("case_id", "case_sha256", "answers", "failure");
    return new RecordedCase(
        line.text("case_id"),
        line.text("case_sha256"),
        line.objects("answers").stream().map(RecordingFormat::answer).toList(),
        line.object("failure").map(RecordingFormat::failure));
  }

  private static ChatAnswer answer(RecordingLine line) {
    line.only("text", "tool_calls", "input_tokens", "output_tokens", "finish_reason");
    String reason = line.text("finish_reason");
    return new ChatAnswer(
        line.text("text"),
        line.objects("tool_calls").stream().map(RecordingFormat::toolRequest).toList(),
        new TokenCount(line.count("input_tokens"), line.count("output_tokens")),
        WireName.find(FinishReason.class, reason)
            .orElseThrow(() ->
                line.refused(
                    "finish_reason",
                    "\"%s\" is none of %s".formatted(reason, WireName.words(FinishReason.class)))));
  }

  private static ToolRequest toolRequest(RecordingLine line) {
    line.only("id", "name", "arguments");
    return new ToolRequest(line.text("id"), line.text("name"), line.text("arguments"));
  }

  private static RecordedCase.Failure failure(RecordingLine line) {
    line.only("code", "message");
    String slug = line.text("code");
    Optional<ErrorCode> code =
        Arrays.stream(ErrorCode.values()).filter(each -> each.slug().equals(slug)).findFirst();
    return new RecordedCase.Failure(
        code.orElseThrow(() -> line.refused("code", "\"" + slug + "\" is no error's")),
        line.text("message"));
  }
}
