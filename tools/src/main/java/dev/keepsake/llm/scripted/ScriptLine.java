package dev.keepsake.llm.scripted;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import java.util.List;
import java.util.Optional;

/// What a script says to a request.
///
/// @param when what must stand in a message of the request; empty: it answers any
/// @param repeat whether it answers again and again
record ScriptLine(Optional<String> when, boolean repeat, Said said) {

  sealed interface Said {
    record Answer(ChatAnswer answer) implements Said {}

    record Failure(ErrorCode code, String message) implements Said {}
  }

  static ScriptLine read(JsonLine line) {
    line.only(
        "when",
        "repeat",
        "text",
        "tool_calls",
        "input_tokens",
        "output_tokens",
        "finish_reason",
        "failure");
    return new ScriptLine(
        line.has("when") ? Optional.of(line.text("when")) : Optional.empty(),
        line.has("repeat") && line.flag("repeat"),
        line.object("failure").map(ScriptLine::failure).orElseGet(() -> answer(line)));
  }

  private static Said failure(JsonLine line) {
    line.only("code", "message");
    return new Said.Failure(AnswerLine.code(line), line.text("message"));
  }

  private static Said answer(JsonLine line) {
    List<ToolRequest> calls =
        line.has("tool_calls")
            ? line.objects("tool_calls").stream().map(AnswerLine::toolRequest).toList()
            : List.of();
    String text = line.has("text") || calls.isEmpty() ? line.text("text") : "";
    FinishReason usual = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
    return new Said.Answer(
        new ChatAnswer(
            text,
            calls,
            new TokenCount(tokens(line, "input_tokens"), tokens(line, "output_tokens")),
            line.has("finish_reason") ? AnswerLine.finishReason(line) : usual));
  }

  private static long tokens(JsonLine line, String field) {
    return line.has(field) ? line.count(field) : 0;
  }

  boolean answers(ChatRequest request) {
    return when.map(words -> request.messages().stream().anyMatch(m -> text(m).contains(words)))
        .orElse(true);
  }

  private static String text(ChatMessage message) {
    return switch (message) {
      case ChatMessage.System(var text) -> text;
      case ChatMessage.User(var text) -> text;
      case ChatMessage.Assistant(var text, var _) -> text;
      case ChatMessage.ToolResult(var _, var _, var text) -> text;
    };
  }
}
