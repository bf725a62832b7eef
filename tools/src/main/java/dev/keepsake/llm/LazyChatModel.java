package dev.keepsake.llm;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a model when it is first asked: to load what reaches an endpoint takes a time that a start
/// has not. Thread-safe.
public final class LazyChatModel implements ChatModel {
  private final Supplier<ChatModel> maker;
  private @Nullable ChatModel made;

  public LazyChatModel(Supplier<ChatModel> maker) {
    this.maker = maker;
  }

  private synchronized ChatModel model() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }

  @Override
  public ChatAnswer ask(ChatRequest request) {
    return model().ask(request);
  }

  @Override
  public ChatAnswer ask(ChatRequest request, AnswerListener listener) {
    return model().ask(request, listener);
  }
}
