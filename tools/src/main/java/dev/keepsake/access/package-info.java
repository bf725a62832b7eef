/// Organizations, their clients with their rights and policies, and API keys: making, listing and
/// changing them, and who is let in by a key.
///
/// Knows neither headers nor how what it finds is shown. Start at [AccessKeys] and [Clients].
@NullMarked
package dev.keepsake.access;

import org.jspecify.annotations.NullMarked;
