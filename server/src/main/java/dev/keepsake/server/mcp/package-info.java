/// The MCP door: the tools over stdio and over Streamable HTTP, by the official SDK.
///
/// Knows no tool by name and not where memories are stored. Messages are checked here before the
/// SDK sees them ([MessageReader]), since its own answers to bad ones are stack traces, silence or
/// the end of the session. Start at [McpTools]; then [StdioDoor], or [McpEndpoint] for HTTP.
@NullMarked
package dev.keepsake.server.mcp;

import org.jspecify.annotations.NullMarked;
