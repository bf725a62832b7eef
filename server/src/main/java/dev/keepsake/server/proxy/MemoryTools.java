package dev.keepsake.server.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.Recalled;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolFormat;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

  private final ToolDispatcher tools;
  private final List<Offer> offers;

  MemoryTools(ToolDispatcher tools) {
    this.tools = tools;
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
    return switch (tools.call(caller, new ToolCall(use.name(), arguments))) {
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
