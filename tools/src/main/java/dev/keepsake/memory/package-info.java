/// The words everything else is written in: what a memory is, whose it is, how sure we are of it.
///
/// Plain values: no I/O, no JSON, no SQL, no clock. Start at [Memory] and [Owner]; how a memory
/// comes to be stored is `dev.keepsake.write`.
@NullMarked
package dev.keepsake.memory;

import org.jspecify.annotations.NullMarked;
