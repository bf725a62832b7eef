/// The HTTP door: listens, guards every request, answers function calls, tells health, and mounts
/// MCP.
///
/// Knows no tool by name and not where memories are stored; of the MCP door it knows the one class
/// that it mounts. Start at [HttpDoor]; what every request goes through is [RequestGuard].
@NullMarked
package dev.keepsake.server.http;

import org.jspecify.annotations.NullMarked;
