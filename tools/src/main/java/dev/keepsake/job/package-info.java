/// Work that no caller waits for: its kinds, what came of a run, and the bell that says there is
/// some.
///
/// Plain records; what the work is, is known to the features. Start at [JobKind].
@NullMarked
package dev.keepsake.job;

import org.jspecify.annotations.NullMarked;
