/// What the process tells about itself: the log and its version.
///
/// Knows no door and no tool. Start at [Logging].
@NullMarked
package dev.keepsake.server.observe;

import org.jspecify.annotations.NullMarked;
