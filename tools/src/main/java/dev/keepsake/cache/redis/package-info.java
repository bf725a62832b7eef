/// Keeps memories, lists of them and raw memories in Redis for the servers that share one.
///
/// Knows nothing of the store. Start at [RedisMemoryCache]; [Slots] is what it shares with the
/// other.
@NullMarked
package dev.keepsake.cache.redis;

import org.jspecify.annotations.NullMarked;
