/// What a tool is, apart from any transport, and the one way to call one.
///
/// Knows no feature, no HTTP and no MCP. Start at [ToolDispatcher]; an input record becomes its
/// JSON Schema and its decoder in [InputShape].
@NullMarked
package dev.keepsake.tool;

import org.jspecify.annotations.NullMarked;
