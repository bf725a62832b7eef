package dev.keepsake.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.llm.AnswerSchema;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.OfferedTool;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Between this package's records and LangChain4j's.
final class LangChainMessages {
  private LangChainMessages() {}

  static dev.langchain4j.model.chat.request.ChatRequest request(ChatRequest request) {
    var asked =
        dev.langchain4j.model.chat.request.ChatRequest.builder()
            .messages(request.messages().stream().map(LangChainMessages::message).toList())
            .toolSpecifications(request.tools().stream().map(LangChainMessages::tool).toList());
    request.schema().ifPresent(schema -> asked.responseFormat(format(schema)));
    return asked.build();
  }

  private static ResponseFormat format(AnswerSchema schema) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name(schema.name())
                .rootElement(JsonRawSchema.from(schema.schema().toString()))
                .build())
        .build();
  }

  private static dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
    return switch (message) {
      case ChatMessage.System(var text) -> SystemMessage.from(text);
      case ChatMessage.User(var text) -> UserMessage.from(text);
      case ChatMessage.Assistant(var text, var calls) -> assistant(text, calls);
      case ChatMessage.ToolResult(var id, var tool, var text) ->
          ToolExecutionResultMessage.from(id, tool, text);
    };
  }

  private static AiMessage assistant(String text, List<ToolRequest> calls) {
    if (calls.isEmpty()) {
      return AiMessage.from(text);
    }
    var requests =
        calls.stream()
            .map(call ->
                ToolExecutionRequest.builder()
                    .id(call.id())
                    .name(call.tool())
                    .arguments(call.arguments())
                    .build())
            .toList();
    return text.isEmpty() ? AiMessage.from(requests) : AiMessage.from(text, requests);
  }

  /// Each argument's schema as it is; LangChain4j's own types know no bounds, formats and defaults.
  private static ToolSpecification tool(OfferedTool tool) {
    JsonNode schema = tool.parameters();
    var parameters =
        JsonObjectSchema.builder()
            .required(schema.path("required").valueStream().map(JsonNode::asText).toList());
    schema
        .path("properties")
        .properties()
        .forEach(property ->
            parameters.addProperty(
                property.getKey(), JsonRawSchema.from(property.getValue().toString())));
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(parameters.build())
        .build();
  }

  static ChatAnswer answer(ChatResponse response, ChatRequest request) {
    AiMessage message = response.aiMessage();
    List<ToolExecutionRequest> calls = message.toolExecutionRequests();
    var requests = new ArrayList<ToolRequest>();
    for (int i = 0; i < calls.size(); i++) {
      ToolExecutionRequest call = calls.get(i);
      // some endpoints give no id; without one the answer could not be told to be this call's
      String drawn = "call_%d_%d".formatted(request.messages().size(), i);
      requests.add(
          new ToolRequest(
              text(call.id()).isBlank() ? drawn : call.id(),
              text(call.name()),
              text(call.arguments())));
    }
    return new ChatAnswer(text(message.text()), requests, tokens(response), finishReason(response));
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }

  private static TokenCount tokens(ChatResponse response) {
    TokenUsage usage = response.tokenUsage();
    return usage == null
        ? TokenCount.NONE
        : new TokenCount(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
  }

  private static long count(@org.jspecify.annotations.Nullable Integer tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }

  private static FinishReason finishReason(ChatResponse response) {
    var reason = response.finishReason();
    if (reason == null) {
      return FinishReason.OTHER;
    }
    return switch (reason) {
      case STOP -> FinishReason.STOP;
      case LENGTH -> FinishReason.LENGTH;
      case TOOL_EXECUTION -> FinishReason.TOOL_CALLS;
      case CONTENT_FILTER -> FinishReason.CONTENT_FILTER;
      case OTHER -> FinishReason.OTHER;
    };
  }
}
