/// One memory by its id, for whom it belongs to; from the cache where possible.
///
/// Reads only, and shows what is there now: what was before is in `dev.keepsake.history`. Start at
/// [FetchMemory].
@NullMarked
package dev.keepsake.fetch;

import org.jspecify.annotations.NullMarked;
