package dev.keepsake.llm.scripted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.memory.WireName;
import java.util.Arrays;

/// A model's answer on file, as recordings and scripts have it.
public final class AnswerLine {
  private AnswerLine() {}

  public static void write(ObjectNode json, ChatAnswer answer) {
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

  /// @throws dev.keepsake.error.MemoryException with `INVALID_INPUT` if it is none
  public static ChatAnswer read(JsonLine line) {
    line.only("text", "tool_calls", "input_tokens", "output_tokens", "finish_reason");
    return new ChatAnswer(
        line.text("text"),
        line.objects("tool_calls").stream().map(AnswerLine::toolRequest).toList(),
        new TokenCount(line.count("input_tokens"), line.count("output_tokens")),
        finishReason(line));
  }

  static FinishReason finishReason(JsonLine line) {
    String reason = line.text("finish_reason");
    return WireName.find(FinishReason.class, reason)
        .orElseThrow(() ->
            line.refused(
                "finish_reason",
                "\"%s\" is none of %s".formatted(reason, WireName.words(FinishReason.class))));
  }

  static ToolRequest toolRequest(JsonLine line) {
    line.only("id", "name", "arguments");
    return new ToolRequest(line.text("id"), line.text("name"), line.text("arguments"));
  }

  /// The field `code` of a failure.
  public static ErrorCode code(JsonLine line) {
    String slug = line.text("code");
    return Arrays.stream(ErrorCode.values())
        .filter(each -> each.slug().equals(slug))
        .findFirst()
        .orElseThrow(() -> line.refused("code", "\"" + slug + "\" is no error's"));
  }
}
