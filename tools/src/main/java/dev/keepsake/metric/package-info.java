/// What happens while the memory works, counted and timed: a port that whoever runs the memory may
/// fill, and that costs nothing where nobody does.
///
/// Knows no part that reports to it. Start at [Metrics].
@NullMarked
package dev.keepsake.metric;

import org.jspecify.annotations.NullMarked;
