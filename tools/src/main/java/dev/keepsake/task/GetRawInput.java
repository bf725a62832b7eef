package dev.keepsake.task;

import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.tool.Doc;

/// The argument of `get_raw_memory`.
@Doc(
    title = "Read a raw memory",
    value =
        "Reads one raw memory of the user by its id. What is not there and what belongs to others"
            + " is not found.")
public record GetRawInput(
    @Doc("The id: a UUID with or without `raw_mem-` before it.") RawMemoryId id) {}
