package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.history.MemoryViews;
import dev.keepsake.memory.IdSource;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolDispatcher;
import java.util.function.Function;
import java.util.function.Supplier;

/// What MCP offers, whatever the transport.
///
/// @param callers who calls, by the names that came with the call
/// @param activity what a call that takes long is probably waiting for, in a sentence
record McpService(
    ToolDispatcher tools,
    MemoryViews views,
    McpTexts texts,
    Function<CallNames, Caller> callers,
    IdSource ids,
    Supplier<String> activity,
    McpTimes times) {

  static McpService of(Keepsake keepsake) {
    return new McpService(
        keepsake.tools(),
        keepsake.views(),
        McpTexts.load(),
        names ->
            keepsake.caller(names.user(), names.conversation(), names.correlationId(), Entry.AGENT),
        keepsake.ids(),
        () ->
            keepsake.embedder() instanceof EmbedderState.Loading
                ? "The embedding model is being loaded."
                : "Working.",
        McpTimes.DEFAULTS);
  }
}
