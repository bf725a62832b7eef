package dev.keepsake.task;

import dev.keepsake.tool.Doc;

/// The answer of `get_raw_memory`.
public record RawFound(
    @Doc("Always true: what fails is a problem.") boolean success,
    @Doc("The raw memory.") RawView memory) {}
