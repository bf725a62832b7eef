/// What the process tells about itself: its figures, its version; in `observe.log` its log.
///
/// Knows no door and no tool. Start at [PrometheusMetrics].
@NullMarked
package dev.keepsake.server.observe;

import org.jspecify.annotations.NullMarked;
