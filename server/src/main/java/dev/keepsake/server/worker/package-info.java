/// Work that no caller waits for.
///
/// Knows no door. Start at [FollowUpWorker].
@NullMarked
package dev.keepsake.server.worker;

import org.jspecify.annotations.NullMarked;
