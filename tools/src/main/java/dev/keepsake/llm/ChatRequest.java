package dev.keepsake.llm;

import java.util.List;

/// What a model is asked.
///
/// @param messages the oldest first; not empty
/// @param tools that it may call
public record ChatRequest(List<ChatMessage> messages, List<OfferedTool> tools) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
