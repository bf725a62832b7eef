/// What every door that takes calls over HTTP or MCP needs alike: for whom and in which
/// conversation a call is made, what a body of JSON must be, how many calls may be in work, and by
/// which names and pages the server may be asked.
///
/// Knows no door and no tool. Start at [Naming].
@NullMarked
package dev.keepsake.server.call;

import org.jspecify.annotations.NullMarked;
