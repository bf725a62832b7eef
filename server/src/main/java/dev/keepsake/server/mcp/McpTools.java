package dev.keepsake.server.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.call.CallNames;
import dev.keepsake.server.observe.BuildVersion;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Map;

/// The tools in the SDK's words: a [ToolSpec] becomes a tool, a call goes to the dispatcher, and
/// its outcome becomes a result. The same for every transport.
final class McpTools {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  /// Arguments are checked by the dispatcher, and answers have the schema's form by construction.
  private static final JsonSchemaValidator TRUSTING =
      (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid("");

  private final McpService service;
  private final RunningCalls running;

  McpTools(McpService service, RunningCalls running) {
    this.service = service;
    this.running = running;
  }

  /// The server behind a transport. A call runs on the thread that hands it to the SDK, which is a
  /// virtual thread of its own in both transports.
  McpSyncServer serve(McpServer.SyncSpecification<?> server) {
    return server
        .serverInfo("keepsake", BuildVersion.current())
        .instructions(service.instructions())
        .capabilities(ServerCapabilities.builder().tools(false).build())
        .jsonMapper(SdkJson.MAPPER)
        .jsonSchemaValidator(TRUSTING)
        .validateToolInputs(false)
        .immediateExecution(true)
        .tools(service.tools().catalog().specs().stream().map(this::tool).toList())
        .build();
  }

  private SyncToolSpecification tool(ToolSpec spec) {
    var hints =
        ToolAnnotations.builder()
            .title(spec.title())
            .readOnlyHint(spec.hints().readOnly())
            .destructiveHint(spec.hints().destructive())
            .idempotentHint(spec.hints().idempotent())
            .openWorldHint(false)
            .build();
    var tool =
        Tool.builder(spec.name(), WireJson.MAPPER.convertValue(spec.inputSchema(), MAP))
            .title(spec.title())
            .description(spec.description())
            .outputSchema(WireJson.MAPPER.convertValue(spec.answerOrProblem(), MAP))
            .annotations(hints)
            .build();
    return SyncToolSpecification.builder()
        .tool(tool)
        .callHandler(
            (exchange, _) -> call(spec.name(), IncomingCall.in(exchange.transportContext())))
        .build();
  }

  private CallToolResult call(String tool, IncomingCall call) {
    return running.run(call.key(), () -> result(outcome(tool, call)));
  }

  private ToolOutcome outcome(String tool, IncomingCall call) {
    CallNames names;
    try {
      names = call.names();
    } catch (MemoryException e) {
      return new ToolOutcome.Failed(
          Problem.of(e.code(), String.valueOf(e.getMessage()), call.correlationId()));
    }
    return service
        .tools()
        .call(service.callers().apply(names), new ToolCall(tool, call.arguments()));
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
