package dev.keepsake.llm;

import java.util.List;
import java.util.Optional;

/// What a model is asked.
///
/// @param messages the oldest first; not empty
/// @param tools that it may call
/// @param schema of the answer; empty: it answers in words
public record ChatRequest(
    List<ChatMessage> messages, List<OfferedTool> tools, Optional<AnswerSchema> schema) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /// To be answered in words.
  public ChatRequest(List<ChatMessage> messages, List<OfferedTool> tools) {
    this(messages, tools, Optional.empty());
  }
}
