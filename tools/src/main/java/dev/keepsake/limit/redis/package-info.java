/// Counts the writes of agents in Redis, where every server sees them.
///
/// Knows nothing of the store. Start at [RedisWriteLimiter].
@NullMarked
package dev.keepsake.limit.redis;

import org.jspecify.annotations.NullMarked;
