package dev.keepsake.llm.openai;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What went wrong between here and an endpoint.
///
/// The words of an endpoint are on one line, cut off where they are long, and without the key,
/// which some repeat in what they complain of.
public sealed interface EndpointFailure {
  int TOO_MANY_REQUESTS = 429;

  /// It answered with a status that is no success.
  record Refused(int status, String words) implements EndpointFailure {}

  /// It will not answer this.
  record Declined(String words) implements EndpointFailure {}

  /// Whoever asked was interrupted.
  record Interrupted() implements EndpointFailure {}

  record Unreachable() implements EndpointFailure {}

  /// It was reached, and did not answer in time.
  record TooLate() implements EndpointFailure {}

  /// It stopped in the middle of an answer.
  record CutOff() implements EndpointFailure {}

  /// It answered what can't be read.
  record Unintelligible() implements EndpointFailure {}

  /// @param failure as LangChain4j throws it
  static EndpointFailure of(Throwable failure, Optional<ApiKey> key) {
    Optional<HttpException> http = find(failure, HttpException.class);
    if (http.isPresent()) {
      return new Refused(http.get().statusCode(), shown(http.get().getMessage(), key));
    }
    if (find(failure, InterruptedException.class).isPresent()) {
      return new Interrupted();
    }
    if (find(failure, ContentFilteredException.class).isPresent()) {
      return new Declined(shown(failure.getMessage(), key));
    }
    if (find(failure, StreamedEvents.Cut.class).isPresent()) {
      return new CutOff();
    }
    if (isConnection(failure)) {
      return new Unreachable();
    }
    return find(failure, TimeoutException.class).isPresent() ? new TooLate() : new Unintelligible();
  }

  /// How long the endpoint wants not to be asked, if it says so.
  static Optional<Duration> retryAfter(Throwable failure) {
    return find(failure, Refusal.class).flatMap(Refusal::retryAfter);
  }

  /// Whether the same call may be answered a little later: the endpoint has too much to do or is
  /// broken, or was not reached. A call that took too long is none of them: it was being answered.
  default boolean passes() {
    return switch (this) {
      case Refused(int status, var _) -> status == TOO_MANY_REQUESTS || status >= 500;
      case Unreachable _, CutOff _ -> true;
      case Declined _, Interrupted _, TooLate _, Unintelligible _ -> false;
    };
  }

  private static boolean isConnection(Throwable failure) {
    if (find(failure, TimeoutException.class).isPresent()) {
      return find(failure, HttpConnectTimeoutException.class).isPresent();
    }
    return find(failure, UnresolvedAddressException.class).isPresent()
        || find(failure, IOException.class).filter(EndpointFailure::isOfTheWire).isPresent();
  }

  /// Jackson's complaints are `IOException`s too, of an answer that did arrive.
  private static boolean isOfTheWire(IOException failure) {
    return !(failure instanceof com.fasterxml.jackson.core.JacksonException);
  }

  private static String shown(@Nullable String words, Optional<ApiKey> key) {
    int mostCharacters = 300;
    String line = words == null ? "" : words.replaceAll("\\s+", " ").strip();
    // before it is cut: half a key would not be found
    String clean = key.map(k -> k.removedFrom(line)).orElse(line);
    return clean.length() > mostCharacters ? clean.substring(0, mostCharacters) + "..." : clean;
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
