package dev.keepsake.llm.openai;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ModelAccount;
import java.time.Duration;
import java.util.function.Supplier;

/// Asks until there is an answer, or a failure that does not pass, and accounts for every attempt.
final class Attempts {
  private final RetryPolicy<ChatAnswer> policy;
  private final ModelFailures failures;
  private final ModelAccount account;

  Attempts(Retries settings, ModelFailures failures, ModelAccount account) {
    this.failures = failures;
    this.account = account;
    this.policy =
        RetryPolicy.<ChatAnswer>builder()
            .handleIf(this::passes)
            .withMaxRetries(settings.most())
            .withBackoff(settings.first(), settings.longest())
            .withJitter(0.2)
            .build();
  }

  /// What is told already is not tried again.
  private boolean passes(Throwable failure) {
    return !(failure instanceof MemoryException) && failures.passes(failure);
  }

  /// @param call throws what LangChain4j throws, or a [MemoryException] where it must not be
  ///   repeated
  ChatAnswer run(Supplier<ChatAnswer> call) {
    try {
      return Failsafe.with(policy).get(context -> attempt(call, context.getAttemptCount() + 1));
    } catch (MemoryException e) {
      throw e;
    } catch (StreamedAnswer.Unwanted e) {
      throw e.reason();
    } catch (RuntimeException e) { // the library's word for everything, an answer without a message
      throw failures.told(e);
    }
  }

  private ChatAnswer attempt(Supplier<ChatAnswer> call, int number) {
    long started = System.nanoTime();
    try {
      ChatAnswer answer = call.get();
      account.answered(answer, number, since(started));
      return answer;
    } catch (RuntimeException e) {
      account.failed(code(e), number, since(started));
      throw e;
    }
  }

  private ErrorCode code(RuntimeException failure) {
    return switch (failure) {
      case MemoryException told -> told.code();
      case StreamedAnswer.Unwanted _ -> ErrorCode.CANCELLED;
      default -> failures.told(failure).code();
    };
  }

  private static Duration since(long startedNanos) {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
