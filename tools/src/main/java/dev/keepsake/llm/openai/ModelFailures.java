package dev.keepsake.llm.openai;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;

/// What went wrong between here and a model, in words for the person who runs it.
final class ModelFailures {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MOST_CHARACTERS = 300;

  private final OpenAiSettings settings;

  ModelFailures(OpenAiSettings settings) {
    this.settings = settings;
  }

  /// Whether the same call may be answered a little later: the endpoint has too much to do or is
  /// broken, or was not reached. A call that took too long is none of them: it was being answered.
  static boolean passes(Throwable failure) {
    Optional<HttpException> http = find(failure, HttpException.class);
    return http.isPresent() ? passes(http.get().statusCode()) : isConnection(failure);
  }

  private static boolean passes(int status) {
    return status == TOO_MANY_REQUESTS || status >= 500;
  }

  private static boolean isConnection(Throwable failure) {
    if (find(failure, TimeoutException.class).isPresent()) {
      return find(failure, HttpConnectTimeoutException.class).isPresent();
    }
    return find(failure, UnresolvedAddressException.class).isPresent()
        || find(failure, IOException.class).filter(ModelFailures::isOfTheWire).isPresent();
  }

  /// Jackson's complaints are `IOException`s too, of an answer that did arrive.
  private static boolean isOfTheWire(IOException failure) {
    return !(failure instanceof com.fasterxml.jackson.core.JacksonException);
  }

  /// The failure as this package throws it. Without the library's exception where that holds the
  /// endpoint's words: they may repeat the key.
  MemoryException told(RuntimeException failure) {
    Optional<HttpException> http = find(failure, HttpException.class);
    if (http.isPresent()) {
      return refused(http.get());
    }
    if (find(failure, InterruptedException.class).isPresent()) {
      Thread.currentThread().interrupt();
      return new MemoryException(ErrorCode.CANCELLED, "The call of the model was ended.", failure);
    }
    if (find(failure, ContentFilteredException.class).isPresent()) {
      return new MemoryException(
          ErrorCode.MODEL_FAILED,
          "%s declines to answer: %s".formatted(model(), shown(failure.getMessage())));
    }
    if (isConnection(failure)) {
      return new MemoryException(
          ErrorCode.MODEL_UNAVAILABLE,
          "%s could not be reached: is the base URL right, and does something listen there?"
              .formatted(model()),
          failure);
    }
    if (find(failure, TimeoutException.class).isPresent()) {
      return new MemoryException(
          ErrorCode.MODEL_UNAVAILABLE,
          "%s did not answer within %d ms: give it longer, or choose a faster model."
              .formatted(model(), settings.timeout().toMillis()),
          failure);
    }
    return new MemoryException(
        ErrorCode.MODEL_FAILED,
        "%s answered what is no chat completion: is the base URL that of an OpenAI-compatible endpoint?"
            .formatted(model()));
  }

  private MemoryException refused(HttpException http) {
    ErrorCode code =
        passes(http.statusCode()) ? ErrorCode.MODEL_UNAVAILABLE : ErrorCode.MODEL_FAILED;
    return new MemoryException(
        code,
        "%s answered HTTP %d: %s".formatted(model(), http.statusCode(), shown(http.getMessage())));
  }

  private String model() {
    return "The model %s at %s".formatted(settings.model(), settings.baseUrl());
  }

  /// The endpoint's words on one line, cut off where they are long.
  private String shown(@org.jspecify.annotations.Nullable String words) {
    String line = words == null ? "" : words.replaceAll("\\s+", " ").strip();
    // before it is cut: half a key would not be found
    String clean = settings.key().map(key -> key.removedFrom(line)).orElse(line);
    return clean.length() > MOST_CHARACTERS ? clean.substring(0, MOST_CHARACTERS) + "..." : clean;
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
