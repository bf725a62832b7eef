/// The log: where slf4j's lines go, and how they look. Our own, since a logging library takes a
/// good part of the time in which `mcp` starts, for little of what it can do.
///
/// Knows no door and no tool. Start at [Logging].
@NullMarked
package dev.keepsake.server.observe.log;

import org.jspecify.annotations.NullMarked;
