package dev.keepsake.llm.openai;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;

/// What went wrong between here and a model, in words for the person who runs it.
record ModelFailures(OpenAiSettings settings) {

  boolean passes(Throwable failure) {
    return EndpointFailure.of(failure, settings.key()).passes();
  }

  /// The failure as this package throws it. Without the library's exception where that holds the
  /// endpoint's words: they may repeat the key.
  MemoryException told(RuntimeException failure) {
    EndpointFailure found = EndpointFailure.of(failure, settings.key());
    return switch (found) {
      case EndpointFailure.Refused(int status, String words) ->
          new MemoryException(
              found.passes() ? ErrorCode.MODEL_UNAVAILABLE : ErrorCode.MODEL_FAILED,
              "%s answered HTTP %d: %s".formatted(model(), status, words));
      case EndpointFailure.Interrupted() -> {
        Thread.currentThread().interrupt();
        yield new MemoryException(ErrorCode.CANCELLED, "The call of the model was ended.", failure);
      }
      case EndpointFailure.Declined(String words) ->
          new MemoryException(
              ErrorCode.MODEL_FAILED, "%s declines to answer: %s".formatted(model(), words));
      case EndpointFailure.Unreachable() ->
          new MemoryException(
              ErrorCode.MODEL_UNAVAILABLE,
              "%s could not be reached: is the base URL right, and does something listen there?"
                  .formatted(model()),
              failure);
      case EndpointFailure.TooLate() ->
          new MemoryException(
              ErrorCode.MODEL_UNAVAILABLE,
              "%s did not answer within %d ms: give it longer, or choose a faster model."
                  .formatted(model(), settings.timeout().toMillis()),
              failure);
      case EndpointFailure.CutOff() ->
          new MemoryException(
              ErrorCode.MODEL_UNAVAILABLE,
              "%s stopped in the middle of an answer.".formatted(model()),
              failure);
      case EndpointFailure.Unintelligible() ->
          new MemoryException(
              ErrorCode.MODEL_FAILED,
              "%s answered what is no chat completion: is the base URL that of an OpenAI-compatible endpoint?"
                  .formatted(model()));
    };
  }

  private String model() {
    return "The model %s at %s".formatted(settings.model(), settings.baseUrl());
  }
}
