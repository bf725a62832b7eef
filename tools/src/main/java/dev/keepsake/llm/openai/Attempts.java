package dev.keepsake.llm.openai;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ModelAccount;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks until there is an answer, or a failure that does not pass, and accounts for every attempt.
final class Attempts {
  private static final double JITTER = 0.2;

  /// The library's word for: by the back-off.
  private static final Duration BACK_OFF = Duration.ofNanos(-1);

  private final RetryPolicy<ChatAnswer> policy;
  private final ModelFailures failures;
  private final ModelAccount account;

  Attempts(Retries settings, ModelFailures failures, ModelAccount account) {
    this.failures = failures;
    this.account = account;
    this.policy =
        RetryPolicy.<ChatAnswer>builder()
            .handleIf(failure -> passes(failure) && isWorthTheWait(failure, settings))
            .withMaxRetries(settings.most())
            .withBackoff(settings.first(), settings.longest())
            .withDelayFn(context -> asked(context.getLastException()))
            .withJitter(JITTER)
            .build();
  }

  /// What is told already is not tried again.
  private boolean passes(Throwable failure) {
    return !(failure instanceof MemoryException) && failures.passes(failure);
  }

  /// An endpoint that wants to be left alone for longer than is waited would only refuse again.
  private static boolean isWorthTheWait(Throwable failure, Retries settings) {
    return EndpointFailure.retryAfter(failure)
        .filter(time -> time.compareTo(settings.longest()) > 0)
        .isEmpty();
  }

  /// What an endpoint asks for, lengthened so that the jitter does not come too early.
  private static Duration asked(@Nullable Throwable failure) {
    return Optional.ofNullable(failure)
        .flatMap(EndpointFailure::retryAfter)
        .map(time -> Duration.ofNanos((long) (time.toNanos() / (1 - JITTER))))
        .orElse(BACK_OFF);
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
