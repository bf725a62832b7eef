package dev.keepsake.langchain;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A model that says what it was told to say, in that order, and keeps what it was given.
public final class ScriptedChatModel implements ChatModel {
  public final List<ChatRequest> requests = new ArrayList<>();
  private final Queue<AiMessage> script = new ArrayDeque<>();

  public ScriptedChatModel asks(String tool, String arguments) {
    var request =
        ToolExecutionRequest.builder()
            .id("call_" + script.size())
            .name(tool)
            .arguments(arguments)
            .build();
    script.add(AiMessage.from(request));
    return this;
  }

  public ScriptedChatModel says(String text) {
    script.add(AiMessage.from(text));
    return this;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    requests.add(request);
    return ChatResponse.builder().aiMessage(script.remove()).build();
  }

  /// What the tools have answered, in order.
  public List<ToolExecutionResultMessage> toolResults() {
    return requests.getLast().messages().stream()
        .filter(ToolExecutionResultMessage.class::isInstance)
        .map(ToolExecutionResultMessage.class::cast)
        .toList();
  }

  public String lastToolResult() {
    return toolResults().getLast().text();
  }
}
