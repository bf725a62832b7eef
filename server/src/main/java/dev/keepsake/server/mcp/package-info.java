/// The MCP door: tools, prompts and resources over stdio and over Streamable HTTP, by the official
/// SDK.
///
/// Knows two tools by name, the one that confirms and the one that lists, and not where memories
/// are stored. Messages are checked here before the SDK sees them ([MessageReader]), since its own
/// answers to bad ones are stack traces, silence or the end of the session. Start at [McpRequests];
/// then [StdioDoor], or [McpEndpoint] for HTTP.
@NullMarked
package dev.keepsake.server.mcp;

import org.jspecify.annotations.NullMarked;
