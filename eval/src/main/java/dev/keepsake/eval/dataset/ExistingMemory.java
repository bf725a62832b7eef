package dev.keepsake.eval.dataset;

import dev.keepsake.memory.MemoryType;

/// What is remembered before the conversation begins.
public record ExistingMemory(String content, MemoryType type) {}
