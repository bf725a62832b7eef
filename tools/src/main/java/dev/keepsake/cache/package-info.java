/// The ports to the caches that several servers share: of memories, of lists of them, and of raw
/// memories.
///
/// Implemented by `dev.keepsake.cache.redis`. Start at [MemoryCache].
@NullMarked
package dev.keepsake.cache;

import org.jspecify.annotations.NullMarked;
