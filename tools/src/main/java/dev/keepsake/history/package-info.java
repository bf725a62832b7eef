/// How a memory came to be: its supersession chain, its audit events, and whether the chain of
/// events is whole.
///
/// Reads only. Start at [MemoryHistory], which shows its user everything; [MemoryViews] is what
/// agents are shown.
@NullMarked
package dev.keepsake.history;

import org.jspecify.annotations.NullMarked;
