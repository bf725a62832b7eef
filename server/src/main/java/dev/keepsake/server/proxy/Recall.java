package dev.keepsake.server.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What is remembered of what a user has just said. A memory that fails or is late is gone without,
/// and not waited for again before it has answered: it is asked every few seconds while nobody
/// waits, so that an outage holds no answer up. Thread-safe.
final class Recall {
  private static final int MOST = 10;

  /// Below it hardly anything fits: every description of decision 0004 scored higher against what
  /// it meant.
  private static final double MIN_SCORE = 0.15;

  /// What a query may have, see `QueryInput`.
  private static final int MOST_CHARACTERS = 2_000;

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration REST = Duration.ofSeconds(5);

  /// What came of it.
  sealed interface Found {
    /// @param text for the model, marked as data
    record Some(String text, int memories) implements Found {}

    record Nothing() implements Found {}

    record Unavailable() implements Found {}
  }

  private final ToolDispatcher tools;
  private final Executor threads;
  private final LongSupplier nanoClock;
  private final AtomicLong restsUntil = new AtomicLong();
  private volatile boolean failing;

  /// @param nanoClock as [System#nanoTime] counts
  Recall(ToolDispatcher tools, Executor threads, LongSupplier nanoClock) {
    this.tools = tools;
    this.threads = threads;
    this.nanoClock = nanoClock;
  }

  /// @param question any text
  Found find(Caller caller, String question) {
    if (failing) {
      lookAgain(caller, question);
      return new Found.Unavailable();
    }
    Found found = await(CompletableFuture.supplyAsync(() -> query(caller, question), threads));
    if (found instanceof Found.Unavailable) {
      restsUntil.set(nanoClock.getAsLong() + REST.toNanos());
      failing = true;
    }
    return found;
  }

  /// Of all who come at the end of a rest, one asks.
  private void lookAgain(Caller caller, String question) {
    long until = restsUntil.get();
    long now = nanoClock.getAsLong();
    if (until - now <= 0 && restsUntil.compareAndSet(until, now + REST.toNanos())) {
      threads.execute(() -> failing = query(caller, question) instanceof Found.Unavailable);
    }
  }

  private static Found await(CompletableFuture<Found> asked) {
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Found.Unavailable(); // it ends by itself; the dispatcher logs how
    } catch (ExecutionException e) {
      throw new IllegalStateException("a dispatcher throws nothing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found.Unavailable();
    }
  }

  private Found query(Caller caller, String question) {
    ObjectNode arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("query", shortened(question.strip()))
            .put("limit", MOST)
            .put("min_score", MIN_SCORE);
    return switch (tools.call(caller, new ToolCall("query_memory", arguments))) {
      case ToolOutcome.Done(var output, var summary) -> {
        int memories = output.path("memories").size();
        yield memories == 0 ? new Found.Nothing() : new Found.Some(summary, memories);
      }
      case ToolOutcome.Failed(var problem) ->
          MemoryTools.isOurs(problem) ? new Found.Unavailable() : new Found.Nothing();
    };
  }

  /// Its beginning and its end: what is asked stands before or behind what is pasted.
  static String shortened(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int half = MOST_CHARACTERS / 2 - 1;
    return wholeCharacters(text.substring(0, half))
        + "\n"
        + wholeCharacters(text.substring(text.length() - half));
  }

  private static String wholeCharacters(String cut) {
    int from = Character.isLowSurrogate(cut.charAt(0)) ? 1 : 0;
    int to = cut.length() - (Character.isHighSurrogate(cut.charAt(cut.length() - 1)) ? 1 : 0);
    return cut.substring(from, to);
  }
}
