/// The connection to Redis that the adapters of this library share, and what becomes of a call
/// while Redis is away: nothing is awaited, and the call goes on without.
///
/// Knows nothing of limits or memories. Nothing else knows Jedis. Start at [Redis].
@NullMarked
package dev.keepsake.redis;

import org.jspecify.annotations.NullMarked;
