/// The model's endpoint behind the chat proxy: its settings, one answer of it, what may go wrong
/// with it, and how long it is waited for, which ends when the caller has gone. Start at
/// [Upstream]. Knows nothing of memory.
@NullMarked
package dev.keepsake.server.proxy.upstream;

import org.jspecify.annotations.NullMarked;
