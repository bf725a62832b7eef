/// Work that no caller waits for.
///
/// Knows no door, and not what the work is: a kind of its own is a constant of
/// [dev.keepsake.job.JobKind] and a line in `Keepsake`. Start at [BackgroundWork].
@NullMarked
package dev.keepsake.server.worker;

import org.jspecify.annotations.NullMarked;
