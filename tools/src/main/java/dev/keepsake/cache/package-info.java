/// The ports to a cache that several servers share: of memories, and of lists of them.
///
/// Implemented by `dev.keepsake.cache.redis`. Start at [MemoryCache].
@NullMarked
package dev.keepsake.cache;

import org.jspecify.annotations.NullMarked;
