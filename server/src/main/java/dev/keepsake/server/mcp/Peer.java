package dev.keepsake.server.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's session: the questions that wait for its user, and how much of the log it wants.
/// Thread-safe, guarded by itself.
final class Peer {
  /// Questions that wait at once; a user can't answer more, and each holds a call.
  static final int MAX_QUESTIONS = 8;

  static final String CANCELLED = "notifications/cancelled";

  private static final String LOGGER = "keepsake";
  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

  private final Map<String, Question> waiting = new HashMap<>();
  private boolean gone;
  private volatile LoggingLevel level = LoggingLevel.WARNING;

  /// One that waits.
  ///
  /// @param sent how it went out, once it has
  private record Question(
      ElicitRequest request,
      CompletableFuture<ElicitResult> answer,
      AtomicReference<@Nullable Sent> sent) {}

  private record Sent(Object id, McpServerTransport way) {}

  /// To be told by the transport of each request that goes to the client: the SDK keeps its id to
  /// itself, by which alone a question can be taken back.
  @SuppressWarnings("ReferenceEquality") // two questions may be worded alike
  synchronized void sends(JSONRPCRequest request, McpServerTransport way) {
    waiting.values().stream()
        .filter(question -> question.request() == request.params())
        .forEach(question -> question.sent().set(new Sent(request.id(), way)));
  }

  /// Asks the user and waits, on this thread. The patience is the SDK session's.
  ///
  /// @param about one question at a time is asked about the same thing
  /// @return empty if there is no answer: none in time, too many questions, a client that failed or
  ///   went away, or a call that was cancelled, which leaves this thread interrupted
  Optional<ElicitResult> ask(McpAsyncServerExchange exchange, String about, ElicitRequest request) {
    var question =
        new Question(request, new CompletableFuture<>(), new AtomicReference<@Nullable Sent>());
    if (!begin(about, question)) {
      return Optional.empty();
    }
    var answer = question.answer();
    var asking =
        exchange
            .createElicitation(request)
            .subscribe(
                answer::complete,
                answer::completeExceptionally,
                // an answer without a result; after one this does nothing
                () -> answer.completeExceptionally(new NoSuchElementException()));
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      explain(exchange, question, Objects.requireNonNullElse(e.getCause(), e));
    } catch (CancellationException e) {
      LOG.debug("the client went away before its user answered");
    } catch (InterruptedException e) {
      takeBack(question);
      Thread.currentThread().interrupt();
    } finally {
      asking.dispose();
      end(about);
    }
    return Optional.empty();
  }

  private void explain(McpAsyncServerExchange exchange, Question question, Throwable failure) {
    if (failure instanceof TimeoutException) {
      LOG.debug("a user did not answer in time");
      takeBack(question);
      tell(exchange, LoggingLevel.WARNING, "The user did not answer in time.");
    } else {
      LOG.warn("a question to the user failed: {}", failure.getClass().getSimpleName());
    }
  }

  /// So that the client can close its window.
  private static void takeBack(Question question) {
    Sent sent = question.sent().get();
    if (sent == null) {
      return;
    }
    var notice = Map.of("requestId", sent.id(), "reason", "The answer is no longer waited for.");
    try {
      sent.way().sendMessage(new JSONRPCNotification(CANCELLED, notice)).block();
    } catch (RuntimeException e) {
      LOG.debug("a question could not be taken back", e);
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
    waiting.values().forEach(question -> question.answer().cancel(false));
  }

  private synchronized boolean begin(String about, Question question) {
    return !gone && waiting.size() < MAX_QUESTIONS && waiting.putIfAbsent(about, question) == null;
  }

  private synchronized void end(String about) {
    waiting.remove(about);
  }
}
