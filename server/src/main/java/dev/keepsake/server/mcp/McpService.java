package dev.keepsake.server.mcp;

import dev.keepsake.Keepsake;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.history.MemoryViews;
import dev.keepsake.memory.IdSource;
import dev.keepsake.server.auth.Identity;
import dev.keepsake.tool.ToolDispatcher;
import java.util.function.Supplier;

/// What MCP offers, whatever the transport.
///
/// @param local who calls where the transport tells nobody
/// @param activity what a call that takes long is probably waiting for, in a sentence
record McpService(
    ToolDispatcher tools,
    MemoryViews views,
    McpTexts texts,
    Identity.Local local,
    IdSource ids,
    Supplier<String> activity,
    McpTimes times) {

  static McpService of(Keepsake keepsake) {
    return new McpService(
        keepsake.tools(),
        keepsake.views(),
        McpTexts.of(keepsake.prompts()),
        Identity.Local.of(keepsake),
        keepsake.ids(),
        () ->
            keepsake.embedder() instanceof EmbedderState.Loading
                ? "The embedding model is being loaded."
                : "Working.",
        McpTimes.DEFAULTS);
  }
}
