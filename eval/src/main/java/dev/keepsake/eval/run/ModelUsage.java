package dev.keepsake.eval.run;

import dev.keepsake.llm.TokenCount;

/// How a model was used, and used its tools, summed over the cases that were run.
///
/// @param answers of the model
/// @param tokens as its provider counts them
/// @param toolCalls that it made
/// @param invalidArguments calls that the server refused for their arguments
/// @param unknownTools calls of tools that were not offered
/// @param otherFailures calls that failed for another reason
/// @param emptyAnswers answers with neither a text nor a call
/// @param cutOff answers that reached the most tokens that the model may write
/// @param endlessTurns turns that were ended because the model went on calling tools
public record ModelUsage(
    long answers,
    TokenCount tokens,
    long toolCalls,
    long invalidArguments,
    long unknownTools,
    long otherFailures,
    long emptyAnswers,
    long cutOff,
    long endlessTurns) {
  public static final ModelUsage NONE = new ModelUsage(0, TokenCount.NONE, 0, 0, 0, 0, 0, 0, 0);

  ModelUsage plus(ModelUsage other) {
    return new ModelUsage(
        answers + other.answers,
        tokens.plus(other.tokens),
        toolCalls + other.toolCalls,
        invalidArguments + other.invalidArguments,
        unknownTools + other.unknownTools,
        otherFailures + other.otherFailures,
        emptyAnswers + other.emptyAnswers,
        cutOff + other.cutOff,
        endlessTurns + other.endlessTurns);
  }
}
