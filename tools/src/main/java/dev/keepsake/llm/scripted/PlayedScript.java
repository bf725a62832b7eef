package dev.keepsake.llm.scripted;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.AnswerListener;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.ModelAccount;
import dev.keepsake.metric.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Answers each request by the first line of a [Script] that is meant for it and was not used yet.
/// Thread-safe: calls are answered one after the other.
public final class PlayedScript implements ChatModel {
  private final Script script;
  private final ModelAccount account;
  private final List<ScriptLine> left;

  public PlayedScript(Script script, Metrics metrics) {
    this.script = script;
    this.account = new ModelAccount(script.model(), metrics);
    this.left = new ArrayList<>(script.lines());
  }

  @Override
  public ChatAnswer ask(ChatRequest request) {
    long started = System.nanoTime();
    return switch (next(request)) {
      case ScriptLine.Said.Answer(var answer) -> {
        account.answered(answer, 1, Duration.ofNanos(System.nanoTime() - started));
        yield answer;
      }
      case ScriptLine.Said.Failure(var code, var message) -> {
        account.failed(code, 1, Duration.ofNanos(System.nanoTime() - started));
        throw new MemoryException(code, message);
      }
    };
  }

  @Override
  public ChatAnswer ask(ChatRequest request, AnswerListener listener) {
    ChatAnswer answer = ask(request);
    Pieces.tell(answer, listener);
    return answer;
  }

  private synchronized ScriptLine.Said next(ChatRequest request) {
    for (int i = 0; i < left.size(); i++) {
      ScriptLine line = left.get(i);
      if (line.answers(request)) {
        if (!line.repeat()) {
          left.remove(i);
        }
        return line.said();
      }
    }
    return new ScriptLine.Said.Failure(
        ErrorCode.MODEL_FAILED,
        "The script %s has no answer left for this request.".formatted(script.file()));
  }
}
