package dev.keepsake.forget;

import dev.keepsake.memory.MemoryId;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Length;
import java.util.List;
import java.util.Optional;

/// The arguments of `delete_memory`: either `description` or `memoryIds`.
///
/// @param confirm without it nothing is changed and the answer shows what would go
/// @param reason kept in the audit trail
public record DeleteInput(
    @Length(max = 2_000) Optional<String> description,
    @Length(max = 50) Optional<List<MemoryId>> memoryIds,
    @Default("false") boolean confirm,
    @Length(max = 500) Optional<String> reason) {}
