/// Work that no caller waits for.
///
/// Knows no door. Start at [EmbeddingWorker].
@NullMarked
package dev.keepsake.server.worker;

import org.jspecify.annotations.NullMarked;
