/// `delete_memory`: what to forget is found, shown, and taken out with its whole chain. What was
/// deleted can be brought back for a while, by [RestoreMemory].
///
/// Start at [DeleteMemory].
@NullMarked
package dev.keepsake.forget;

import org.jspecify.annotations.NullMarked;
