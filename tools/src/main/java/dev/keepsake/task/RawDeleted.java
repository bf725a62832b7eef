package dev.keepsake.task;

import dev.keepsake.tool.Doc;

/// The answer of `delete_raw_memory`.
public record RawDeleted(
    @Doc("Always true: what fails is a problem.") boolean success,
    @Doc("What was done, in words.") String message) {}
