package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.memory.IdSource;
import dev.keepsake.server.call.CallNames;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolDispatcher;
import java.util.function.Function;

/// What MCP offers, whatever the transport.
///
/// @param instructions what a model is told about the server as a whole
/// @param callers who calls, by the names that came with the call
record McpService(
    ToolDispatcher tools, String instructions, Function<CallNames, Caller> callers, IdSource ids) {

  static McpService of(Keepsake keepsake) {
    return new McpService(
        keepsake.tools(),
        keepsake.prompts().require("instructions").text(),
        names ->
            keepsake.caller(names.user(), names.conversation(), names.correlationId(), Entry.AGENT),
        keepsake.ids());
  }
}
