/// What agents note down of a task and share with each other: raw memories, stored as they were
/// given, found by labels, time and plain words, and deleted for good when nobody has changed them
/// for long. No model sees them.
///
/// Knows no door. Start at [RawMemories].
@NullMarked
package dev.keepsake.task;

import org.jspecify.annotations.NullMarked;
