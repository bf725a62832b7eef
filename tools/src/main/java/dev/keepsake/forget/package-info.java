/// `delete_memory`: what to forget is found, shown, and taken out with its whole chain.
///
/// Start at [DeleteMemory].
@NullMarked
package dev.keepsake.forget;

import org.jspecify.annotations.NullMarked;
