package dev.keepsake.llm.openai;

import dev.keepsake.llm.AnswerListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/// What came of one attempt to have an answer streamed. For one thread.
final class StreamedAnswer implements StreamingChatResponseHandler {
  private final AnswerListener listener;
  private boolean begun;
  private @Nullable RuntimeException unwanted;
  private @Nullable Throwable failure;
  private @Nullable ChatResponse response;

  StreamedAnswer(AnswerListener listener) {
    this.listener = listener;
  }

  /// The listener wants no more of it.
  static final class Unwanted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException reason;

    Unwanted(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    if (failure != null) {
      return; // LangChain4j goes on behind an event that it could not read
    }
    begun = true;
    try {
      listener.text(part.text());
    } catch (RuntimeException e) { // thrown on from here it would be logged and forgotten
      unwanted = e;
      context.streamingHandle().cancel();
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse complete) {
    response = complete;
  }

  @Override
  public void onError(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /// Whether the listener was told anything.
  boolean begun() {
    return begun;
  }

  /// @throws RuntimeException what went wrong, as LangChain4j throws it
  /// @throws Unwanted if the listener ended it
  ChatResponse response() {
    if (unwanted != null) {
      throw new Unwanted(unwanted);
    }
    if (failure != null) {
      throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }
    if (response == null) {
      throw new IllegalStateException("the stream told neither an answer nor a failure");
    }
    return response;
  }
}
