package dev.keepsake.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.tool.WireJson;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The events of one streamed answer, on their way to LangChain4j, which takes every end for a good
/// one and passes over failures that are told in the stream. For one thread.
final class StreamedEvents implements ServerSentEventListener {
  private static final String DONE = "[DONE]";
  private static final Pattern FINISHED = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");
  private static final int BROKEN = 500;

  private final ServerSentEventListener inner;
  private @Nullable ServerSentEventParsingHandle handle;
  private @Nullable Throwable failure;
  private boolean finished;

  StreamedEvents(ServerSentEventListener inner) {
    this.inner = inner;
  }

  /// The answer began and did not come to its end.
  static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    Cut(@Nullable Throwable cause) {
      super("the stream ended before the answer", cause);
    }
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    inner.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    handle = context.parsingHandle();
    Optional<HttpException> told = failure(event);
    if (told.isPresent()) {
      failure = told.get();
      context.parsingHandle().cancel();
      return;
    }
    finished |= event.data().equals(DONE) || FINISHED.matcher(event.data()).find();
    inner.onEvent(event, context);
  }

  /// What an endpoint says in the stream once it can't say it by a status.
  private static Optional<HttpException> failure(ServerSentEvent event) {
    boolean named = "error".equals(event.event());
    if (!named && !event.data().contains("\"error\"")) {
      return Optional.empty();
    }
    try {
      JsonNode told = WireJson.MAPPER.readTree(event.data());
      boolean error = named || (told.path("error").isObject() && !told.has("choices"));
      return error
          ? Optional.of(new HttpException(status(told.path("error")), event.data()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return named ? Optional.of(new HttpException(BROKEN, event.data())) : Optional.empty();
    }
  }

  private static int status(JsonNode error) {
    int code = error.path("code").asInt(BROKEN);
    return code >= 400 && code < 600 ? code : BROKEN;
  }

  @Override
  public void onError(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /// Nothing more comes.
  ///
  /// @param late whether that is for want of patience
  void end(boolean late) {
    @Nullable ServerSentEventParsingHandle begun = handle;
    if (late) {
      inner.onError(new TimeoutException("nothing more came in time"));
    } else if (failure instanceof IOException broken && begun != null) {
      inner.onError(new Cut(broken));
    } else if (failure != null) {
      inner.onError(failure);
    } else if (begun == null) {
      inner.onError(new IllegalStateException("no event was streamed"));
    } else if (begun.isCancelled()) {
      inner.onClose(); // by who listens: LangChain4j asks the handle too
    } else if (finished) {
      inner.onClose();
    } else {
      inner.onError(new Cut(null));
    }
  }
}
