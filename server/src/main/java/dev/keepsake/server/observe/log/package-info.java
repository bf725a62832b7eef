/// The log: what Logback is told, from `LogSettings`, in code alone. Ours are the two layouts, the
/// name of the file, and how users are called.
///
/// Knows no door and no tool. Start at [Logging].
@NullMarked
package dev.keepsake.server.observe.log;

import org.jspecify.annotations.NullMarked;
