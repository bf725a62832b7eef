/// Keeps memories and lists of them in Redis for the servers that share one.
///
/// Knows nothing of the store. Start at [RedisMemoryCache].
@NullMarked
package dev.keepsake.cache.redis;

import org.jspecify.annotations.NullMarked;
