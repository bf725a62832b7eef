package dev.keepsake.write;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.PendingId;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Length;
import java.util.Optional;

/// The arguments of `confirm_memory`.
///
/// @param pendingId left out: the list of what waits
/// @param accept false discards what waits
/// @param content the statement as the user corrected it; it is stored in place of the one that
///   waits
public record ConfirmInput(
    Optional<PendingId> pendingId,
    @Default("true") boolean accept,
    @Length(max = 2_000) Optional<Content> content) {}
