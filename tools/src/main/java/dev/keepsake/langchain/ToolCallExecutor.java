package dev.keepsake.langchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.Optional;
import java.util.function.Function;

/// Runs the calls of one tool. Never throws for what a model can mend.
record ToolCallExecutor(
    ToolDispatcher tools, String tool, Function<InvocationContext, Caller> callers)
    implements ToolExecutor {

  @Override
  public String execute(ToolExecutionRequest request, Object memoryId) {
    InvocationContext context = InvocationContext.builder().chatMemoryId(memoryId).build();
    return executeWithContext(request, context).resultText();
  }

  @Override
  public ToolExecutionResult executeWithContext(
      ToolExecutionRequest request, InvocationContext context) {
    return switch (outcome(request, context)) {
      case ToolOutcome.Done(var output, var _) -> result(output.toString(), false);
      case ToolOutcome.Failed(var problem) -> result(WireJson.write(problem), true);
    };
  }

  private ToolOutcome outcome(ToolExecutionRequest request, InvocationContext context) {
    try {
      return tools.call(callers.apply(context), new ToolCall(tool, arguments(request)));
    } catch (MemoryException e) {
      return new ToolOutcome.Failed(
          Problem.of(
              e.code(),
              String.valueOf(e.getMessage()),
              Optional.ofNullable(context.invocationId()).map(Object::toString).orElse("-")));
    }
  }

  /// Models send nothing at all where they have nothing to say.
  private JsonNode arguments(ToolExecutionRequest request) {
    String json = Optional.ofNullable(request.arguments()).filter(a -> !a.isBlank()).orElse("{}");
    try {
      return WireJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT,
          "The arguments of %s are not JSON: send one JSON object.".formatted(tool),
          e);
    }
  }

  private static ToolExecutionResult result(String text, boolean error) {
    return ToolExecutionResult.builder().isError(error).resultText(text).build();
  }
}
