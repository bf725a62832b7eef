package dev.keepsake.embed.openai;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.openai.EndpointFailure;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import java.time.Duration;
import java.util.Set;

/// What went wrong between here and an embedding model: to the caller without the endpoint's
/// address and words, which are the log's.
final class EmbeddingFailures {
  private static final Set<Integer> KEY = Set.of(401, 403);
  private static final int NOT_FOUND = 404;
  private static final int LIMITED = 429;

  /// Statuses under which some endpoints repeat the text that they were given.
  private static final Set<Integer> ABOUT_THE_TEXT = Set.of(400, 413, 422);

  private final EmbeddingSpace space;
  private final OpenAiEndpoint endpoint;
  private final Outage outage;

  EmbeddingFailures(EmbeddingSpace space, OpenAiEndpoint endpoint, Outage outage) {
    this.space = space;
    this.endpoint = endpoint;
    this.outage = outage;
  }

  void answered() {
    outage.answered();
  }

  /// The library's exception is left out: it holds the endpoint's words, which may repeat the key.
  MemoryException told(Throwable failure, Duration waited) {
    return switch (EndpointFailure.of(failure, endpoint.key())) {
      case EndpointFailure.Refused(int status, String words) -> refused(status, words);
      case EndpointFailure.Declined(String words) ->
          failed("%s declines to answer.".formatted(model()), words);
      case EndpointFailure.Interrupted() -> closing();
      case EndpointFailure.Unreachable() ->
          failed(
              "%s can't be reached: check OPENAI_BASE_URL, and that something listens there."
                  .formatted(model()),
              "");
      case EndpointFailure.TooLate() -> late(waited);
      case EndpointFailure.CutOff(), EndpointFailure.Unintelligible() -> unintelligible();
    };
  }

  private MemoryException refused(int status, String words) {
    return failed(
        "%s %s (HTTP %d): %s".formatted(model(), complaint(status), status, advice(status)),
        ABOUT_THE_TEXT.contains(status) ? "" : words);
  }

  private static String complaint(int status) {
    if (KEY.contains(status)) {
      return "refuses the key";
    }
    if (status == NOT_FOUND) {
      return "is not known at its endpoint";
    }
    return status == LIMITED || status >= 500
        ? "takes no request at present"
        : "refuses the request";
  }

  private static String advice(int status) {
    if (KEY.contains(status)) {
      return "set OPENAI_API_KEY to one that may use it.";
    }
    if (status == NOT_FOUND) {
      return "check embedding_model_name and OPENAI_BASE_URL.";
    }
    return status == LIMITED || status >= 500
        ? "try again later."
        : "check embedding_model_name and embedding_dimension, and that it takes texts of this"
            + " length.";
  }

  MemoryException late(Duration waited) {
    tell("%s does not answer in time.".formatted(model()), "");
    return unavailable("%s did not answer within %d ms.".formatted(model(), waited.toMillis()));
  }

  MemoryException wrongLength(int found) {
    return failed(
        "%s gave a vector of %d dimensions where %d are expected: set embedding_dimension to %d, or embedding_model_name to another model."
            .formatted(model(), found, space.dimension(), found),
        "");
  }

  MemoryException unintelligible() {
    return failed(
        "%s answered what are no embeddings: check that OPENAI_BASE_URL is that of an OpenAI-compatible endpoint."
            .formatted(model()),
        "");
  }

  /// Not the endpoint's doing.
  MemoryException closing() {
    return unavailable("The embedding model is shutting down.");
  }

  MemoryException interrupted(InterruptedException e) {
    return new MemoryException(
        ErrorCode.EMBEDDER_UNAVAILABLE, "Waiting for the embedding model was interrupted.", e);
  }

  private MemoryException failed(String message, String words) {
    tell(message, words);
    return unavailable(message);
  }

  private void tell(String message, String words) {
    outage.failed(message, "(" + endpoint.baseUrl() + ") " + words);
  }

  private static MemoryException unavailable(String message) {
    return new MemoryException(ErrorCode.EMBEDDER_UNAVAILABLE, message);
  }

  private String model() {
    return "The embedding model " + space.model();
  }
}
