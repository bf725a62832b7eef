/// The port to the caches of memories and raw memories that several servers share.
///
/// Implemented by `dev.keepsake.cache.redis`. Start at [MemoryCache].
@NullMarked
package dev.keepsake.cache;

import org.jspecify.annotations.NullMarked;
