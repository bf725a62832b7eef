/// Turns text into vectors: the port, its values, and the cache in front of it.
///
/// It may not know which model answers, nor who asks: adapters live in the rooms below it. Start
/// reading at `Embedder`.
@NullMarked
package dev.keepsake.embed;

import org.jspecify.annotations.NullMarked;
