/// The port to a cache of memories that several servers share.
///
/// Implemented by `dev.keepsake.cache.redis`. Start at [MemoryCache].
@NullMarked
package dev.keepsake.cache;

import org.jspecify.annotations.NullMarked;
