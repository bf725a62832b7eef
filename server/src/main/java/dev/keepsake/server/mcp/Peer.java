package dev.keepsake.server.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's session: the questions that wait for its user, and how much of the log it wants.
/// Thread-safe, guarded by itself.
final class Peer {
  /// Questions that wait at once; a user can't answer more, and each holds a call.
  static final int MAX_QUESTIONS = 8;

  private static final String LOGGER = "keepsake";
  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

  private final Map<String, CompletableFuture<ElicitResult>> waiting = new HashMap<>();
  private boolean gone;
  private volatile LoggingLevel level = LoggingLevel.WARNING;

  /// Asks the user and waits, on this thread. The patience is the SDK session's.
  ///
  /// @param about one question at a time is asked about the same thing
  /// @return empty if there is no answer: none in time, too many questions, a client that failed or
  ///   went away, or a call that was cancelled, which leaves this thread interrupted
  Optional<ElicitResult> ask(
      McpAsyncServerExchange exchange, String about, ElicitRequest question) {
    var answer = new CompletableFuture<ElicitResult>();
    if (!begin(about, answer)) {
      return Optional.empty();
    }
    var asking =
        exchange
            .createElicitation(question)
            .subscribe(answer::complete, answer::completeExceptionally);
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      explain(exchange, Objects.requireNonNullElse(e.getCause(), e));
    } catch (CancellationException e) {
      LOG.debug("the client went away before its user answered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.dispose();
      end(about);
    }
    return Optional.empty();
  }

  private void explain(McpAsyncServerExchange exchange, Throwable failure) {
    if (failure instanceof TimeoutException) {
      LOG.debug("a user did not answer in time");
      tell(exchange, LoggingLevel.WARNING, "The user did not answer in time.");
    } else {
      LOG.warn("a question to the user failed: {}", failure.getClass().getSimpleName());
    }
  }

  void wants(LoggingLevel least) {
    level = least;
  }

  /// Sends to the client what it may want to log.
  void tell(McpAsyncServerExchange exchange, LoggingLevel how, String sentence) {
    if (how.level() < level.level()) {
      return;
    }
    try {
      exchange
          .loggingNotification(
              LoggingMessageNotification.builder(how, sentence).logger(LOGGER).build())
          .block();
    } catch (RuntimeException e) {
      LOG.debug("a client could not be told", e);
    }
  }

  /// Nobody will answer any more.
  synchronized void goes() {
    gone = true;
    waiting.values().forEach(answer -> answer.cancel(false));
  }

  private synchronized boolean begin(String about, CompletableFuture<ElicitResult> answer) {
    return !gone && waiting.size() < MAX_QUESTIONS && waiting.putIfAbsent(about, answer) == null;
  }

  private synchronized void end(String about) {
    waiting.remove(about);
  }
}
