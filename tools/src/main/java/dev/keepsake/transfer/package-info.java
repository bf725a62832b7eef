/// A user's memories as a file that can be carried to another user, scope or store, and back:
/// versioned JSON Lines, described in `docs/export-format.md`.
///
/// Knows neither how memories are searched nor where the file lies. Start at [ExportMemories] and
/// [ImportMemories]; what a line looks like is in [MemoryWriter] and [MemoryReader].
@NullMarked
package dev.keepsake.transfer;

import org.jspecify.annotations.NullMarked;
