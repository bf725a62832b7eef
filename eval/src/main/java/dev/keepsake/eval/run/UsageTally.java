package dev.keepsake.eval.run;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.FinishReason;

/// Counts a [ModelUsage]. Thread-safe.
final class UsageTally {
  private ModelUsage sum = ModelUsage.NONE;

  synchronized ModelUsage sum() {
    return sum;
  }

  private synchronized void add(ModelUsage more) {
    sum = sum.plus(more);
  }

  void answered(ChatAnswer answer) {
    boolean empty = answer.text().isBlank() && answer.toolRequests().isEmpty();
    boolean cutOff = answer.finishReason() == FinishReason.LENGTH;
    add(new ModelUsage(1, answer.tokens(), 0, 0, 0, 0, one(empty), one(cutOff), 0));
  }

  /// @param offered whether the model was told of this tool
  void called(ToolUse use, boolean offered) {
    boolean invalid =
        offered
            && use.failed()
            && use.answer().path("code").asText().equals(ErrorCode.INVALID_INPUT.slug());
    boolean other = offered && use.failed() && !invalid;
    add(
        new ModelUsage(
            0, ModelUsage.NONE.tokens(), 1, one(invalid), one(!offered), one(other), 0, 0, 0));
  }

  void endlessTurn() {
    add(new ModelUsage(0, ModelUsage.NONE.tokens(), 0, 0, 0, 0, 0, 0, 1));
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }
}
