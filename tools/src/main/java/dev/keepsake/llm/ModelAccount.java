package dev.keepsake.llm;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.metric.Metrics;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// What calls of a model cost: a line of the log and the figures of each attempt. It has no word of
/// what was asked and answered, nor of what an endpoint complains of, which may repeat it.
///
/// @param model as its provider calls it
public record ModelAccount(String model, Metrics metrics) {
  private static final Logger LOG = LoggerFactory.getLogger(ModelAccount.class);

  /// @param attempt counted from 1
  public void answered(ChatAnswer answer, int attempt, Duration took) {
    TokenCount tokens = answer.tokens();
    metrics.modelCalled("answered", took);
    metrics.modelTokens(tokens.input(), tokens.output());
    line(LOG.atInfo(), attempt, took)
        .addKeyValue("tokens_in", tokens.input())
        .addKeyValue("tokens_out", tokens.output())
        .addKeyValue("outcome", answer.finishReason().wireName())
        .log("the language model answered");
  }

  /// @param attempt counted from 1; the next one is a call of its own
  public void failed(ErrorCode code, int attempt, Duration took) {
    metrics.modelCalled(code.slug(), took);
    line(LOG.atWarn(), attempt, took)
        .addKeyValue("error_code", code.slug())
        .log("the language model failed");
  }

  private LoggingEventBuilder line(LoggingEventBuilder event, int attempt, Duration took) {
    return event
        .addKeyValue("model", model)
        .addKeyValue("attempt_number", attempt)
        .addKeyValue("latency_ms", took.toMillis());
  }
}
