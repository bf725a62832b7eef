/// Text on a terminal: what is safe to show, how wide it is, tables and colours.
///
/// Knows no memory, setting or stream of its own: it is handed a stream. Start at [Terminal].
@NullMarked
package dev.keepsake.server.console;

import org.jspecify.annotations.NullMarked;
