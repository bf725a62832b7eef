package dev.keepsake.task;

import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.tool.Doc;

/// The argument of `delete_raw_memory`.
@Doc(
    title = "Delete a raw memory",
    value = "Deletes one raw memory of the user for good: it can't be restored.")
public record DeleteRawInput(
    @Doc("The id: a UUID with or without `raw_mem-` before it.") RawMemoryId id) {}
