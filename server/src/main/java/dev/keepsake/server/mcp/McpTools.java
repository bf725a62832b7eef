package dev.keepsake.server.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Map;

/// The tools in the SDK's words: a [ToolSpec] becomes a tool, a call goes to the dispatcher, and
/// its outcome becomes a result, unless the user has to be asked first.
final class McpTools {
  static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final McpService service;
  private final Confirmation confirmation;
  private final ListToolsResult list;

  McpTools(McpService service) {
    this.service = service;
    this.confirmation = new Confirmation(service.tools(), service.texts().question());
    this.list =
        ListToolsResult.builder(
                service.tools().catalog().specs().stream().map(McpTools::tool).toList())
            .build();
  }

  ListToolsResult list() {
    return list;
  }

  CallToolResult call(Asked asked) {
    try (var progress = Progress.begin(asked, service.times(), service.activity())) {
      return result(outcome(asked, progress));
    }
  }

  private static Tool tool(ToolSpec spec) {
    var hints =
        ToolAnnotations.builder()
            .title(spec.title())
            .readOnlyHint(spec.hints().readOnly())
            .destructiveHint(spec.hints().destructive())
            .idempotentHint(spec.hints().idempotent())
            .openWorldHint(false)
            .build();
    return Tool.builder(spec.name(), WireJson.MAPPER.convertValue(spec.inputSchema(), MAP))
        .title(spec.title())
        .description(spec.description())
        .outputSchema(WireJson.MAPPER.convertValue(spec.answerOrProblem(), MAP))
        .annotations(hints)
        .build();
  }

  private ToolOutcome outcome(Asked asked, Progress progress) {
    IncomingCall call = asked.call();
    Caller caller;
    try {
      caller = call.caller();
    } catch (MemoryException e) {
      return new ToolOutcome.Failed(
          Problem.of(e.code(), String.valueOf(e.getMessage()), call.correlationId()));
    }
    String tool = call.params().path("name").asText();
    var outcome = service.tools().call(caller, new ToolCall(tool, call.arguments()));
    return confirmation.settle(asked, progress, caller, outcome);
  }

  private static CallToolResult result(ToolOutcome outcome) {
    return switch (outcome) {
      case ToolOutcome.Done(var output, var summary) -> result(output, summary, false);
      case ToolOutcome.Failed(var problem) ->
          result(WireJson.MAPPER.valueToTree(problem), problem.detail(), true);
    };
  }

  private static CallToolResult result(JsonNode structured, String text, boolean error) {
    return CallToolResult.builder()
        .structuredContent(structured)
        .addTextContent(text)
        .isError(error)
        .build();
  }
}
