package dev.keepsake.llm;

import java.util.List;

/// What a model answered.
///
/// @param text empty if it only calls tools
/// @param toolRequests in the order in which it wants them run
public record ChatAnswer(
    String text, List<ToolRequest> toolRequests, TokenCount tokens, FinishReason finishReason) {
  public ChatAnswer {
    toolRequests = List.copyOf(toolRequests);
  }
}
