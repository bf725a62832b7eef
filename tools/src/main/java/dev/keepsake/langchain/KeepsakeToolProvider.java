package dev.keepsake.langchain;

import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolSpec;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import java.util.function.Function;

/// Gives an AI service of LangChain4j the tools of the memory. The model is answered with the same
/// JSON as behind every other door; what could not be done, with the problem, which says what to do
/// instead. Thread-safe.
///
/// ```java
/// AiServices.builder(Assistant.class)
///     .chatModel(model)
///     .toolProvider(KeepsakeToolProvider.memoryIdIsUser(keepsake.tools(), keepsake::caller))
///     .build();
/// ```
///
/// For whom a call is made is never up to the model: one of the two factories reads it off the
/// invocation, or the constructor's function does.
public final class KeepsakeToolProvider implements ToolProvider {
  /// The invocation parameter that names the user.
  public static final String USER_ID = "user_id";

  /// The invocation parameter that names the conversation, on which one of the limits counts.
  public static final String CONVERSATION_ID = "conversation_id";

  private final ToolProviderResult provided;

  /// @param callers who calls, by what LangChain4j knows of the invocation; may throw
  ///   [dev.keepsake.error.MemoryException] with a sentence for the model
  public KeepsakeToolProvider(ToolDispatcher tools, Function<InvocationContext, Caller> callers) {
    var result = ToolProviderResult.builder();
    for (ToolSpec spec : tools.catalog().specs()) {
      result.add(specification(spec), new ToolCallExecutor(tools, spec.name(), callers));
    }
    this.provided = result.build();
  }

  /// The `@MemoryId` names the user; the invocation parameter `conversation_id` may name the
  /// conversation.
  public static KeepsakeToolProvider memoryIdIsUser(ToolDispatcher tools, CallerSource callers) {
    return new KeepsakeToolProvider(tools, new InvocationCallers(callers, true));
  }

  /// The `@MemoryId` names the conversation; the invocation parameter `user_id` names the user.
  public static KeepsakeToolProvider memoryIdIsConversation(
      ToolDispatcher tools, CallerSource callers) {
    return new KeepsakeToolProvider(tools, new InvocationCallers(callers, false));
  }

  @Override
  public ToolProviderResult provideTools(ToolProviderRequest request) {
    return provided;
  }

  private static ToolSpecification specification(ToolSpec spec) {
    return ToolSpecification.builder()
        .name(spec.name())
        .description(spec.description())
        .parameters(Parameters.of(spec.inputSchema()))
        .build();
  }
}
