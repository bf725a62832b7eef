package dev.keepsake.llm;

import java.util.List;

/// A message of a conversation with a model.
public sealed interface ChatMessage {

  /// What the model is told to be; not blank.
  record System(String text) implements ChatMessage {}

  record User(String text) implements ChatMessage {}

  /// What the model said, or is made to have said.
  ///
  /// @param text empty if it only called tools
  record Assistant(String text, List<ToolRequest> toolRequests) implements ChatMessage {
    public Assistant {
      toolRequests = List.copyOf(toolRequests);
    }
  }

  /// The answer to a call of a tool.
  ///
  /// @param requestId of the [ToolRequest] that it answers, which stands before it
  record ToolResult(String requestId, String tool, String text) implements ChatMessage {}
}
