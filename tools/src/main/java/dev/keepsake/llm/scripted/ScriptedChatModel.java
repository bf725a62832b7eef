package dev.keepsake.llm.scripted;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.AnswerListener;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// Gives its answers in order, whatever it is asked. For one conversation; not thread-safe.
public final class ScriptedChatModel implements ChatModel {
  private final Deque<ChatAnswer> left;
  private final Supplier<MemoryException> end;
  private boolean ended;

  public ScriptedChatModel(List<ChatAnswer> answers) {
    this(answers, () -> ranOut(answers.size()));
  }

  /// @param end what is thrown when more is asked than there are answers
  public ScriptedChatModel(List<ChatAnswer> answers, Supplier<MemoryException> end) {
    this.left = new ArrayDeque<>(answers);
    this.end = end;
  }

  @Override
  public ChatAnswer ask(ChatRequest request) {
    ChatAnswer next = left.poll();
    if (next == null) {
      ended = true;
      throw end.get();
    }
    return next;
  }

  @Override
  public ChatAnswer ask(ChatRequest request, AnswerListener listener) {
    ChatAnswer answer = ask(request);
    Pieces.tell(answer, listener);
    return answer;
  }

  /// How many answers were not asked for yet.
  public int left() {
    return left.size();
  }

  /// Whether more was asked than there were answers.
  public boolean ended() {
    return ended;
  }

  private static MemoryException ranOut(int answers) {
    return new MemoryException(
        ErrorCode.MODEL_FAILED,
        "The script has %d answers, and one more was asked for.".formatted(answers));
  }
}
