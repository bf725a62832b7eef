package dev.keepsake.memory;

import java.time.Instant;

/// That one memory was replaced by another.
///
/// @param from when what the other says begins to hold, in valid time
public record Succession(MemoryId replaced, MemoryId by, Instant from) {}
