package dev.keepsake.store;

import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Status;
import java.time.Instant;
import java.util.Optional;

/// Which memories a list is about; every part narrows, an empty one does not.
///
/// @param filter types, tags and times
/// @param now those expired by then are left out
public record RecordFilter(
    Status status,
    MemoryFilter filter,
    Optional<Source> source,
    Optional<EmbeddingStatus> embedding,
    Instant now) {}
