/// API keys: making, listing and revoking them, and who is let in by one.
///
/// Knows neither headers nor how what it finds is shown. Start at [AccessKeys].
@NullMarked
package dev.keepsake.access;

import org.jspecify.annotations.NullMarked;
