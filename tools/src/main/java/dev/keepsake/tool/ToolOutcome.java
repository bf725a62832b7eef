package dev.keepsake.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The answer to a tool call, before any transport dresses it.
public sealed interface ToolOutcome {

  /// Answered. A refusal by policy is an answer too.
  ///
  /// @param output as it goes over the wire
  /// @param summary the same in words
  record Done(ObjectNode output, String summary) implements ToolOutcome {}

  /// Not done, and why.
  record Failed(Problem problem) implements ToolOutcome {}
}
