package dev.keepsake.server.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;

/// A request in work, with the ways back to its client.
///
/// @param exchange sends to the client on the stream of this request
/// @param peer the client's session
record Asked(McpAsyncServerExchange exchange, Peer peer, IncomingCall call) {}
