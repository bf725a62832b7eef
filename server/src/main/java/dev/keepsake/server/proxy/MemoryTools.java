package dev.keepsake.server.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.server.proxy.turn.ToolUse;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.Recalled;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolFormat;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// The tools of the memory, as a model behind the proxy is offered them and calls them.
/// Thread-safe.
final class MemoryTools {
  private static final Set<String> OFFERED =
      Set.of("save_memory", "query_memory", "delete_memory", "confirm_memory");
  private static final Set<String> STORED = Set.of("created", "queued");

  /// A tool, ready to be offered.
  ///
  /// @param json as the upstream takes it
  record Offer(ToolSpec spec, String json) {
    String name() {
      return spec.name();
    }
  }

  /// A memory that does not answer must not keep the caller from its answer.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ToolDispatcher tools;
  private final Executor threads;
  private final List<Offer> offers;

  MemoryTools(ToolDispatcher tools, Executor threads) {
    this.tools = tools;
    this.threads = threads;
    this.offers =
        tools.catalog().specs().stream()
            .filter(spec -> OFFERED.contains(spec.name()))
            .map(spec -> new Offer(spec, ToolFormat.OPENAI.render(List.of(spec)).get(0).toString()))
            .toList();
  }

  /// What a caller's model may use.
  ///
  /// @param own names of the caller's own tools, which go before ours
  List<Offer> offered(Caller caller, Set<String> own) {
    return offers.stream()
        .filter(offer -> caller.rights().contains(offer.spec().right()))
        .filter(offer -> !own.contains(offer.name()))
        .toList();
  }

  /// Runs a call as the caller.
  ///
  /// @return the message that answers it, as JSON
  String run(Caller caller, ToolUse use, MemoryUse memory) {
    ObjectNode message = WireJson.MAPPER.createObjectNode().put("role", "tool");
    message.put("tool_call_id", use.id()).put("content", answer(caller, use, memory));
    return message.toString();
  }

  private String answer(Caller caller, ToolUse use, MemoryUse memory) {
    JsonNode arguments;
    try {
      arguments = WireJson.MAPPER.readTree(use.arguments().isBlank() ? "{}" : use.arguments());
    } catch (JsonProcessingException e) { // a model can mend it, if it is told
      return text(
          Problem.of(
              ErrorCode.INVALID_INPUT,
              "The arguments are not one JSON object: call the tool again with one.",
              caller.correlationId()));
    }
    return switch (outcome(caller, new ToolCall(use.name(), arguments))) {
      case ToolOutcome.Done(var output, var _) -> {
        if (STORED.contains(output.path("action").asText())) {
          memory.savedOne();
        }
        yield output.has("memories") ? Recalled.mark(output.toString()) : output.toString();
      }
      case ToolOutcome.Failed(var problem) -> {
        if (isOurs(problem)) {
          memory.failed();
        }
        yield text(problem);
      }
    };
  }

  private ToolOutcome outcome(Caller caller, ToolCall call) {
    var asked = CompletableFuture.supplyAsync(() -> tools.call(caller, call), threads);
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return late(caller); // it ends by itself; the dispatcher logs how
    } catch (ExecutionException e) {
      throw new IllegalStateException("a dispatcher throws nothing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late(caller);
    }
  }

  private static ToolOutcome late(Caller caller) {
    return new ToolOutcome.Failed(
        Problem.of(
            ErrorCode.STORE_UNAVAILABLE,
            "The memory does not answer, and whether it will do this is not known: go on without"
                + " it.",
            caller.correlationId()));
  }

  private static String text(Problem problem) {
    return WireJson.MAPPER.valueToTree(problem).toString();
  }

  /// Whether memory itself failed, and not what it was asked.
  static boolean isOurs(Problem problem) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.slug().equals(problem.code()))
        .anyMatch(code -> code.fault() != ErrorCode.Fault.CALLER);
  }

  static Set<String> names(List<Offer> offers) {
    return offers.stream().map(Offer::name).collect(Collectors.toUnmodifiableSet());
  }
}
