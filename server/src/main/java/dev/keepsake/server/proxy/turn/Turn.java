package dev.keepsake.server.proxy.turn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// One turn of the model, once it is over.
///
/// @param said the whole message, as JSON
/// @param calls in the order in which the model made them
/// @param complete whether the model came to its end, and was not cut off by a limit: calls that
///   were may lack half of their arguments
/// @param model that made it, where the upstream says so
/// @param usage what it cost, where the upstream says so
public record Turn(
    String said,
    List<ToolUse> calls,
    boolean complete,
    Optional<String> model,
    Optional<ObjectNode> usage) {
  public Turn {
    calls = List.copyOf(calls);
  }

  public List<ToolUse> ours() {
    return calls.stream().filter(ToolUse::ours).toList();
  }

  public List<ToolUse> callers() {
    return calls.stream().filter(call -> !call.ours()).toList();
  }

  /// Whether our calls are to be run.
  public boolean runs() {
    return complete && calls.stream().anyMatch(ToolUse::ours);
  }

  /// Whether the caller need know nothing of it.
  public boolean isOursAlone() {
    return runs() && callers().isEmpty();
  }
}
